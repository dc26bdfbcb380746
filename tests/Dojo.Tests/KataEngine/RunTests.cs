namespace HonestAsync.Dojo.Tests;

public class RunTests(SharedEngine engine)
{
    [Fact]
    public async Task Right_code_is_green_and_its_tests_come_in_the_order_of_their_file()
    {
        var run = await engine.RunAsync(TinyKata.Subject());

        Assert.True(run.IsGreen, run.ToString());
        Assert.Equal(["It_is_there", "It_answers", "It_doubles"], run.Tests.Select(test => test.Name));
        Assert.Equal("", run.Explanation);
    }

    [Fact]
    public async Task A_failed_assertion_says_what_was_observed()
    {
        var run = await engine.RunAsync(TinyKata.Subject(answer: "return Task.FromResult(41);"));

        var red = Assert.Single(run.Red);
        Assert.Equal("It_answers", red.Name);
        Assert.Equal("The answer was not 42. Broken: it knows the answer.", red.Message);
        Assert.True(red.ByAssertion);
        Assert.Null(red.Line);
    }

    [Fact]
    public async Task Another_exception_is_said_with_its_line_in_the_file_to_edit()
    {
        var run = await engine.RunAsync(TinyKata.Subject(answer: "throw new InvalidOperationException(\"no answer\");"));

        var red = Assert.Single(run.Red);
        Assert.Equal("no answer", red.Message);
        Assert.Equal("System.InvalidOperationException", red.Exception);
        Assert.Equal(7, red.Line);
        Assert.False(red.ByAssertion);
    }

    [Fact]
    public async Task An_error_of_the_compiler_has_a_line_a_column_and_a_mark_under_the_place()
    {
        var run = await engine.RunAsync(TinyKata.Subject(answer: "return answer;"));

        Assert.Equal(RunEnding.NotCompiled, run.Ending);
        var error = Assert.Single(run.Problems);
        Assert.Equal(("LostThing.cs", 7, 16, "CS0103"), (error.File, error.Line, error.Column, error.Id));
        Assert.Equal("return answer;\n       ^~~~~~", error.Excerpt());
    }

    [Fact]
    public async Task An_error_in_the_tests_is_named_by_its_file()
    {
        var run = await engine.RunAsync(TinyKata.Subject().Replace("int Twice", "int Double", StringComparison.Ordinal));

        Assert.Equal("LostThingTests.cs", Assert.Single(run.Problems).File);
    }

    [Fact]
    public async Task A_warning_is_kept_and_stops_nothing()
    {
        var run = await engine.RunAsync(TinyKata.Subject(answer: "Task.Run(() => { }); return Task.FromResult(42);", members: "private int _unused;"));

        Assert.True(run.IsGreen);
        Assert.Contains(run.Problems, problem => problem is { IsError: false, Id: "CS0169" });
    }

    [Fact]
    public async Task What_the_code_prints_is_kept()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "Console.WriteLine(\"x is \" + x); return 2 * x;"));

        Assert.True(run.IsGreen);
        Assert.Equal("x is 2\n", run.Printed.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Code_that_reads_the_console_finds_its_end()
    {
        var run = await engine.RunAsync(TinyKata.Subject(twice: "return Console.ReadLine() is null ? 2 * x : 0;"));

        Assert.True(run.IsGreen);
    }
}
