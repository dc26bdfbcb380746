using System.Runtime.CompilerServices;

namespace HonestAsync.Lab;

/// <summary>A task whose awaiter reports each call that the compiler's code makes.</summary>
internal sealed class WatchedOperation(Task<int> task, Action<string> say)
{
    public Awaiter GetAwaiter() => new(task.GetAwaiter(), say);

    internal readonly struct Awaiter(TaskAwaiter<int> inner, Action<string> say) : ICriticalNotifyCompletion
    {
        public bool IsCompleted
        {
            get
            {
                bool done = inner.IsCompleted;
                say(done ? "asks: done? yes" : "asks: done? no");
                return done;
            }
        }

        public void OnCompleted(Action continuation) => inner.OnCompleted(Suspended(continuation));

        public void UnsafeOnCompleted(Action continuation) => inner.UnsafeOnCompleted(Suspended(continuation));

        public int GetResult()
        {
            say("resumes");
            return inner.GetResult();
        }

        private Action Suspended(Action continuation)
        {
            say("suspends");
            return continuation;
        }
    }
}
