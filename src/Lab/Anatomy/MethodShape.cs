using System.Reflection;
using System.Runtime.CompilerServices;

namespace HonestAsync.Lab;

/// <summary>
/// What the compiler generated for a method that returns a task, and what a call does before its task is awaited.
/// </summary>
/// <param name="IsStateMachine">Its body is an <see cref="IAsyncStateMachine"/>.</param>
/// <param name="IsStruct">The state machine is a value type.</param>
/// <param name="StartsHot">Its first line ran before any code awaited the task.</param>
/// <param name="BytesWhenDone">Heap bytes of a call that never suspends.</param>
/// <param name="BytesWhenSuspended">Heap bytes of a call that suspends once, without those of what it awaits.</param>
public sealed record MethodShape(
    bool IsStateMachine, bool IsStruct, bool StartsHot, double BytesWhenDone, double BytesWhenSuspended)
{
    private static readonly TaskCompletionSource s_never = new();
    private static int s_begun;

    /// <summary>An async method with one await.</summary>
    public static MethodShape Marked() => Of(nameof(MarkedAsync), MarkedAsync);

    /// <summary>An ordinary method that hands on the task.</summary>
    public static MethodShape Ordinary() => Of(nameof(OrdinaryAsync), OrdinaryAsync);

    private static MethodShape Of(string name, Func<Task, Task> method)
    {
        var machine = typeof(MethodShape).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType;
        int before = Volatile.Read(ref s_begun);
        var task = method(s_never.Task);
        bool hot = Volatile.Read(ref s_begun) > before && !task.IsCompleted;
        return new MethodShape(
            machine?.IsAssignableTo(typeof(IAsyncStateMachine)) ?? false, machine?.IsValueType ?? false, hot,
            Alloc.BytesPerCall(() => _ = method(Task.CompletedTask)), BytesSuspended(method));
    }

    /// <summary>A call and the completion of what it awaits, less the same without a call.</summary>
    private static double BytesSuspended(Func<Task, Task> method)
    {
        double alone = Alloc.BytesPerCall(() => new TaskCompletionSource().SetResult());
        double with = Alloc.BytesPerCall(() =>
        {
            var source = new TaskCompletionSource();
            _ = method(source.Task);
            source.SetResult();
        });
        return with - alone;
    }

    private static async Task MarkedAsync(Task awaited)
    {
        s_begun++;
        await awaited;
    }

    private static Task OrdinaryAsync(Task awaited)
    {
        s_begun++;
        return awaited;
    }
}
