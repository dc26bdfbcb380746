namespace HonestAsync.Dojo.Tests;

/// <summary>
/// Whatever the code does, the run ends, its ending is explained, and no process is left (the engine's fixture looks).
/// </summary>
public class BadEndingTests(SharedEngine engine)
{
    [Fact]
    public async Task A_wait_without_end_is_ended_by_the_watchdog_and_the_rest_is_not_run()
    {
        var run = await engine.RunAsync(TinyKata.Subject(answer: "return new TaskCompletionSource<int>().Task;"));

        Assert.Equal(RunEnding.Reported, run.Ending);
        var hung = Assert.Single(run.Tests, test => test.State == TestState.Hung);
        Assert.Equal("It_answers", hung.Name);
        Assert.StartsWith("Hung: after 2 s", hung.Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task A_loop_without_end_is_ended_by_the_watchdog()
    {
        var run = await engine.RunAsync(TinyKata.Subject(answer: "while (true) { }"));

        Assert.Equal(TestState.Hung, run.Tests[1].State);
        Assert.Contains("running without end", run.Tests[1].Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task A_hang_that_no_watchdog_sees_is_ended_by_the_time_limit()
    {
        var limits = new RunLimits { Time = TimeSpan.FromSeconds(2) };
        await using var impatient = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 1, Limits = limits });

        var run = await SharedEngine.RunAsync(TinyKata.Subject(twice: "while (true) { }"), impatient);

        Assert.Equal((RunEnding.Hung, "It_doubles"), (run.Ending, run.Running));
        Assert.Equal([TestState.Passed, TestState.Passed, TestState.NotRun], run.Tests.Select(test => test.State));
        Assert.StartsWith("It hung in the test 'It doubles': nothing had ended it after 2 s", run.Explanation,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_that_no_code_can_catch_is_named()
    {
        var run = await engine.RunAsync(TinyKata.Subject(
            answer: "Forget(); return new TaskCompletionSource<int>().Task;",
            members: "private static async void Forget() { await Task.Yield(); throw new FormatException(\"lost\"); }"));

        Assert.Equal((RunEnding.Crashed, "It_answers"), (run.Ending, run.Running));
        Assert.StartsWith("It took its process down in the test 'It answers': System.FormatException: lost. No code can catch it",
            run.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exit_is_no_pass()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "Environment.Exit(0); return 0;"));

        Assert.Equal((RunEnding.Exited, "It_doubles"), (run.Ending, run.Running));
        Assert.False(run.IsGreen);
        Assert.StartsWith("It ended the whole process by Environment.Exit(0) in the test 'It doubles'",
            run.Explanation, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task An_exit_while_the_code_is_loaded_is_no_pass_either()
    {
        var run = await engine.RunAsync(TinyKata.Subject(members: "[System.Runtime.CompilerServices.ModuleInitializer] internal static void First() => Environment.Exit(0);"));

        Assert.Equal((RunEnding.Exited, null), (run.Ending, run.Running));
        Assert.Contains("before the first test", run.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_overflow_names_what_calls_itself()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "return Twice(x) + 1;"));

        Assert.Equal((RunEnding.StackOverflow, "It_doubles"), (run.Ending, run.Running));
        Assert.StartsWith("The stack overflowed in the test 'It doubles': LostThing.Twice calls itself without end.", run.Explanation, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Output_without_end_is_stopped_and_its_beginning_kept()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "while (true) { Console.WriteLine(\"again\"); }"));

        Assert.Equal((RunEnding.Flooded, "It_doubles"), (run.Ending, run.Running));
        Assert.StartsWith("again", run.Printed, StringComparison.Ordinal);
        Assert.StartsWith("It printed without end in the test 'It doubles'", run.Explanation,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_without_bound_is_stopped()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "var all = new List<byte[]>(); while (true) { all.Add(new byte[1 << 20]); }"));

        Assert.Equal((RunEnding.OutOfMemory, "It_doubles"), (run.Ending, run.Running));
        Assert.StartsWith("It took more than 200 MB of memory in the test 'It doubles'", run.Explanation,
            StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Memory_without_bound_is_said_also_when_the_exception_is_caught()
    {
        var run = await engine.RunAsync(TinyKata.Subject(
            answer: "var all = new List<byte[]>(); while (true) { try { all.Add(new byte[1 << 20]); } catch (OutOfMemoryException) { } }"));

        Assert.Equal((RunEnding.OutOfMemory, "It_answers"), (run.Ending, run.Running));
    }

    [WholeFact]
    public async Task When_the_time_is_up_and_tests_are_red_the_rest_is_not_run()
    {
        var limits = new RunLimits { RedTime = TimeSpan.FromSeconds(1) };
        await using var impatient = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 1, Limits = limits });

        var run = await SharedEngine.RunAsync(TinyKata.Subject(
            answer: "return Task.FromResult(41);",
            twice: "while (true) { }"), impatient);

        Assert.Equal(RunEnding.Stopped, run.Ending);
        Assert.Equal([TestState.Passed, TestState.Failed, TestState.NotRun], run.Tests.Select(test => test.State));
        Assert.StartsWith("It was stopped", run.Explanation, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Memory_that_the_collector_does_not_know_is_stopped_too()
    {
        var run = await engine.RunAsync(TinyKata.Subject(
            twice: "while (true) { Fill(System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 20)); }",
            members: "private static void Fill(nint at) { for (int i = 0; i < 1 << 20; i += 4096) { System.Runtime.InteropServices.Marshal.WriteByte(at, i, 1); } }"));

        Assert.Equal((RunEnding.OutOfMemory, "It_doubles"), (run.Ending, run.Running));
    }

    [WholeFact]
    public async Task A_process_that_is_killed_is_said()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "System.Diagnostics.Process.GetCurrentProcess().Kill(); return 0;"));

        Assert.Equal((RunEnding.Crashed, "It_doubles"), (run.Ending, run.Running));
    }

    [WholeFact]
    public async Task What_the_code_has_started_ends_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sleep is a Unix command");
        var run = await engine.RunAsync(TinyKata.Subject(
            twice: "Console.Write(System.Diagnostics.Process.Start(\"sleep\", \"600\").Id); return 2 * x;"));

        Assert.True(run.IsGreen, run.ToString());
        await Waiting.ForEndOfAsync(int.Parse(run.Printed));
    }
}
