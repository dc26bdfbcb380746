namespace HonestAsync.Dojo.Tests;

/// <summary>A clone with one kata, a watch that follows it, and what a run may come to.</summary>
public abstract class WatchTests : IAsyncDisposable
{
    private readonly Lazy<ScriptedWatch> _watch;

    protected WatchTests()
    {
        Kata = CompleteKata.In(Clone);
        File.WriteAllText(Kata.MyFile, "mine // TODO");
        _watch = new(() => new ScriptedWatch(Clone, Progress));
    }

    internal static KataRun Green { get; } = Run(TestState.Passed);

    internal static KataRun Red { get; } = Run(TestState.Failed);

    internal FakeClone Clone { get; } = new();

    internal Kata Kata { get; }

    internal LearnerProgress Progress => new(Clone.Project, TimeProvider.System);

    /// <summary>Begins when it is asked for first.</summary>
    internal ScriptedWatch Watch => _watch.Value;

    public async ValueTask DisposeAsync()
    {
        if (_watch.IsValueCreated)
        {
            await Watch.DisposeAsync();
        }
        Clone.Dispose();
        GC.SuppressFinalize(this);
    }

    private static KataRun Run(TestState answer) => new(RunEnding.Reported,
    [
        new TestOutcome("It_is_there", TestState.Passed),
        new TestOutcome("It_answers", answer)
        {
            Message = answer == TestState.Failed ? "41 came.\nBroken: it knows the answer." : "",
            Exception = answer == TestState.Failed ? "Xunit.Sdk.TrueException" : null,
        },
    ]);
}
