namespace HonestAsync.Helpers.Tests;

public class LoopObserverTests
{
    [Fact]
    public void An_observer_sees_posts_turns_and_async_void_in_order()
    {
        var seen = new Recorder();
        var loop = new EventLoop { Observers = [seen] };
        loop.StartOn(() =>
        {
            FireAndForget();
            return 0;
        });
        loop.Post(_ => throw new TimeoutException(), null);
        loop.RunUntilIdle();

        Assert.Equal(["async void starts", "posted", "posted", "turn begins", "async void ends", "turn ends", "turn begins",
            "turn ends with TimeoutException"], seen.Events);
        Assert.Same(seen, Assert.Single(loop.Observers));
        Assert.Equal((1, 0, 1), (loop.AsyncVoidStarted, loop.AsyncVoidActive, loop.Unhandled.Count));
    }

#pragma warning disable VSTHRD100, AsyncFixer03, MA0155 // the subject of this test
    private static async void FireAndForget() => await Task.Yield();
#pragma warning restore VSTHRD100, AsyncFixer03, MA0155

    private sealed class Recorder : LoopObserver
    {
        public List<string> Events { get; } = [];

        public override void OnPosted() => Events.Add("posted");

        public override void OnTurnBegins(TimeSpan lag) => Events.Add("turn begins");

        public override void OnTurnEnded(Exception? unhandled) =>
            Events.Add(unhandled is null ? "turn ends" : $"turn ends with {unhandled.GetType().Name}");

        public override void OnAsyncVoidStarted() => Events.Add("async void starts");

        public override void OnAsyncVoidEnded() => Events.Add("async void ends");
    }
}
