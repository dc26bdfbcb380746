namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class CellTests(SharedSession session)
{
    [Theory]
    [InlineData("40 + 2", "42")]
    [InlineData("(string)null", "null")]
    [InlineData("\"text as it is\"", "text as it is")]
    [InlineData("await Task.FromResult(3)", "3")]
    [InlineData("dynamic number = 5; number + 1", "6")]
    [InlineData("Microsoft.AspNetCore.Http.StatusCodes.Status418ImATeapot", "418")]
    [InlineData("1.5", "1.5")]
    public void TrailingExpression_IsShown(string source, string shown) =>
        Assert.Equal(shown, session.Run(source).Value);

    [Theory]
    [InlineData("Math.Max(1, 2);")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("// only a comment")]
    [InlineData("")]
    [InlineData("using System.IO;")]
    public void OtherCells_ShowNothing(string source)
    {
        var shown = session.Run(source);

        Assert.Equal(CellOutcome.Succeeded, shown.Outcome);
        Assert.Empty(shown.Outputs);
    }

    [Fact]
    public void Usings_OfAnEarlierCell_Count()
    {
        session.Run("using System.Globalization;");

        Assert.Equal("True", session.Run("CultureInfo.CurrentCulture == CultureInfo.InvariantCulture").Value);
    }

    [Fact]
    public void State_IsKept_AfterAnException()
    {
        session.Run("var kept = 1; kept = 2; throw new InvalidOperationException();");

        Assert.Equal("2", session.Run("kept").Value);
    }

    [Fact]
    public void State_IsKept_AfterACompileError()
    {
        session.Run("var still = 7;");
        session.Run("still = ;");

        Assert.Equal("7", session.Run("still").Value);
    }

    [Fact]
    public void CompileErrors_HaveLineColumnAndCode()
    {
        var shown = session.Run("var fine = 1;\n  missing = 2;");

        Assert.Equal(CellOutcome.NotCompiled, shown.Outcome);
        Assert.Equal("(2,3): error CS0103: The name 'missing' does not exist in the current context",
            shown.Traceback);
    }

    [Fact]
    public void Warnings_AreShownOnStandardError_WithTheirPlace()
    {
        var shown = session.Run("async Task SaveAsync() => await Task.Yield();\nif (true) { SaveAsync(); }");

        Assert.Equal(CellOutcome.Succeeded, shown.Outcome);
        var warning = Assert.IsType<StreamOutput>(Assert.Single(shown.Outputs));
        Assert.Equal(StreamOutput.StandardError, warning.Name);
        Assert.StartsWith("(2,13): warning CS4014: Because this call is not awaited", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Language_IsVersion14()
    {
        Assert.Equal(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14,
            Engine.ParseOptions.LanguageVersion);
        Assert.Equal("3", session.Run("class Box { public int N { get => field; set => field = value; } }\nnew Box { N = 3 }.N").Value);
    }

    [Fact]
    public void Exceptions_ShowTheReadersFramesOnly()
    {
        session.Run("int Half(int n)\n{\n  return n % 2 == 0 ? n / 2 : throw new ArgumentException(\"odd\");\n}");

        var shown = session.Run("\nHalf(3)");

        Assert.Equal("ArgumentException", shown.Error.Name);
        Assert.Equal("odd", shown.Error.Value);
        Assert.Equal(
            "System.ArgumentException: odd\n   at Half(Int32 n) in cell test, line 3\n   at the cell's code in cell test, line 2",
            shown.Traceback);
    }

    [Fact]
    public void Console_OfWorkerThreads_IsTheCells() => Assert.Equal(
        "worker\nerror\n",
        session.Run(
            """
            var worker = new System.Threading.Thread(() => Console.WriteLine("worker"));
            worker.Start(); worker.Join();
            await Task.Run(() => Console.Error.WriteLine("error"));
            """).Console);

    [Fact]
    public void Display_ShowsAtOnce_AlsoInsideAClass()
    {
        var shown = session.Run("class Shows { public void It() => display(1); }\nnew Shows().It(); Console.Write(2); 3");

        Assert.Collection(
            shown.Outputs,
            output => Assert.Equal("1", (string?)Assert.IsType<ValueOutput>(output).Data["text/plain"]),
            output => Assert.Equal("2", Assert.IsType<StreamOutput>(output).Text),
            output => Assert.True(Assert.IsType<ValueOutput>(output).IsResult));
    }

    [Fact]
    public void Cells_HaveNoSynchronizationContext() =>
        Assert.Equal("null", session.Run("System.Threading.SynchronizationContext.Current").Value);

    [Fact]
    public void Cells_AreCompiledAsRelease() =>
        Assert.Equal(
            "True",
            session.Run(
                "class Here { }\n" +
                "((System.Diagnostics.DebuggableAttribute)typeof(Here).Assembly.GetCustomAttributes(typeof(System.Diagnostics.DebuggableAttribute), false)" +
                ".FirstOrDefault())?.IsJITOptimizerDisabled != true").Value);
}
