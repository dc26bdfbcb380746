namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class InterruptTests(SharedSession session)
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await new TaskCompletionSource().Task;")]
    public void InterruptedCell_EndsAtOnce_AndTheSessionGoesOn(string source)
    {
        using var interrupt = new CancellationTokenSource();

        var shown = session.Run($"var before = 5; Console.Write(1);\n{source}", _ => interrupt.Cancel(), interrupt.Token);

        Assert.Equal(CellOutcome.Interrupted, shown.Outcome);
        Assert.NotEqual(CellActivity.None, shown.Result.Activity);
        Assert.Equal("5", session.Run("before").Value);
    }

    [Fact]
    public void PrintingCell_IsInterruptedBetweenTwoOutputs()
    {
        using var interrupt = new CancellationTokenSource();
        var count = 0;

        var shown = session.Run(
            "while (true) { Console.WriteLine(\"a whole line\"); }",
            _ =>
            {
                if (++count == 1000)
                {
                    interrupt.Cancel();
                }
            },
            interrupt.Token);

        Assert.Equal(CellOutcome.Interrupted, shown.Outcome);
        Assert.All(shown.Outputs.OfType<StreamOutput>(), output => Assert.Equal("a whole line\n", output.Text));
    }

    [Fact]
    public void BlockedCell_IsGivenUp()
    {
        using var interrupt = new CancellationTokenSource();
        var outputs = new List<CellOutput>();
        using var impatient = new CSharpSession(new SessionOptions { InterruptGrace = TimeSpan.FromMilliseconds(100) });

        var result = impatient.Execute(
            "Console.Write(1); new System.Threading.ManualResetEvent(false).WaitOne();", "blocked",
            output =>
            {
                outputs.Add(output);
                interrupt.Cancel();
            },
            interrupt.Token);

        Assert.Equal(CellOutcome.Abandoned, result.Outcome);
        Assert.Contains("a blocked thread cannot be aborted", result.Error!.Value, StringComparison.Ordinal);
    }
}
