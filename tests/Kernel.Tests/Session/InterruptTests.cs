namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class InterruptTests(SharedSession session)
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("do ; while (true);")]
    [InlineData("for (;;) { try { while (true); } catch { } }")]
    [InlineData("foreach (var n in Endless()) ; IEnumerable<int> Endless() { while (true) { yield return 1; } }")]
    [InlineData("again: goto again;")]
    [InlineData("long Fib(int n) { if (n < 2) { return n; } return Fib(n - 1) + Fib(n - 2); } Fib(90)")]
    [InlineData("await Task.Run(() => { while (true) { } });")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("await new ValueTask<int>(new TaskCompletionSource<int>().Task)")]
    [InlineData("#!csharp\nwhile (true) { }")]
    [InlineData("new TaskCompletionSource().Task.Wait();")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("var gate = new object(); Task.Run(() => { lock (gate) { System.Threading.Thread.Sleep(-1); } }); " +
        "System.Threading.Thread.Sleep(50); lock (gate) { System.Threading.Thread.Sleep(-1); }")]
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
    public void InterruptedLoop_OnAnotherThread_EndsToo()
    {
        using var interrupt = new CancellationTokenSource();
        using var ended = new ManualResetEventSlim();
        AppDomain.CurrentDomain.SetData(nameof(InterruptedLoop_OnAnotherThread_EndsToo), ended);

        var shown = session.Run(
            $$"""
            var ended = (System.Threading.ManualResetEventSlim)AppDomain.CurrentDomain.GetData(
                "{{nameof(InterruptedLoop_OnAnotherThread_EndsToo)}}")!;
            Task.Run(() => { try { while (true) { } } finally { ended.Set(); } });
            Console.Write(1);
            await new TaskCompletionSource().Task;
            """,
            _ => interrupt.Cancel(), interrupt.Token);

        Assert.Equal(CellOutcome.Interrupted, shown.Outcome);
        Assert.True(ended.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Errors_AreReportedFromTheCodeAsItWasWritten()
    {
        var shown = session.Run("while (true) { undefined(); } // here");

        Assert.Equal(CellOutcome.NotCompiled, shown.Outcome);
        Assert.Contains("(1,16): error CS0103", shown.Result.Error!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void CellInCodeThatCannotBeInterrupted_IsGivenUp()
    {
        using var interrupt = new CancellationTokenSource();
        using var impatient = new CSharpSession(new SessionOptions { InterruptGrace = TimeSpan.FromMilliseconds(100) });

        var result = impatient.Execute(
            """
            var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);
            Console.Write(1);
            pipe.ReadByte()
            """,
            "blocked", _ => interrupt.Cancel(), interrupt.Token);

        Assert.Equal(CellOutcome.Abandoned, result.Outcome);
        Assert.Contains("it is in code that cannot be interrupted", result.Error!.Value, StringComparison.Ordinal);
    }
}
