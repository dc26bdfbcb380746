using System.Reflection;
using Microsoft.DotNet.Interactive.CSharp;

namespace HonestAsync.Kernel.Tests;

[Collection(nameof(SharedSession))]
public sealed class EngineTests(SharedSession session)
{
    [Theory]
    [InlineData("_scriptOptions")]
    [InlineData("_workingDirectory")]
    [InlineData("set_ScriptState")]
    public void PrivateMember_OfTheLibrary_IsStillThere(string name) => Assert.True(
        typeof(CSharpKernel).GetMember(name, BindingFlags.Instance | BindingFlags.NonPublic).Length == 1,
        $"CSharpKernel has no private member {name} any more: src/Kernel/Session/Engine.cs reaches it by name. Find what took " +
        "its place, or pin the version before.");

    [Fact]
    public void EditorServices_CanStillBeLeftOut() => Assert.True(
        typeof(Microsoft.CodeAnalysis.Host.Mef.MefHostServices)
            .GetMethod("set_DefaultHost", BindingFlags.Static | BindingFlags.NonPublic) is not null,
        "MefHostServices has no private setter of DefaultHost any more: headless runs start slower. Find another way in " +
        "src/Kernel/Session/EditorServices.cs, or delete it.");

    [Fact]
    public void Output_OfThreadsWithoutAnExecutionContext_IsTheCells() => Assert.Equal(
        "unsafe\n",
        session.Run(
            """
            var queued = new System.Threading.ManualResetEventSlim();
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(_ => { Console.WriteLine("unsafe"); queued.Set(); }, null);
            queued.Wait();
            """).Console);

    [Fact]
    public void Output_AfterACellsEnd_IsKeptForTheNextOne()
    {
        session.Run(
            """
            var go = new TaskCompletionSource();
            var late = Task.Run(async () => { await go.Task; Console.WriteLine("late"); display("shown late"); });
            """);

        var shown = session.Run("go.SetResult(); await late;");

        Assert.Contains("late\n", shown.Console, StringComparison.Ordinal);
        Assert.Equal("shown late", shown.Value);
    }

    [Fact]
    public void DisplayedValue_IsUpdatedInItsPlace_AlsoLater()
    {
        var first = Assert.IsType<ValueOutput>(Assert.Single(session.Run("var place = display(1);").Outputs));

        var second = Assert.IsType<ValueOutput>(Assert.Single(session.Run("place.Update(2);").Outputs));

        Assert.Equal((first.DisplayId, true, "2"), (second.DisplayId, second.IsUpdate, (string?)second.Data["text/plain"]));
    }

    [Fact]
    public void CellThatWasGivenUp_DoesNotTurnBackTheSession_WhenItEnds()
    {
        using var interrupt = new CancellationTokenSource();
        using var impatient = new CSharpSession(new SessionOptions { InterruptGrace = TimeSpan.FromMilliseconds(50) });
        CellResult Run(string source, Action<CellOutput> output) =>
            impatient.Execute(source, "given-up", output, source.Contains("Endless", StringComparison.Ordinal) ? interrupt.Token : default);
        Run("var held = new TaskCompletionSource(); async Task Endless() => await held.Task;", _ => { });

        // what is configured is awaited as it is: nothing stops it
        var result = Run("Console.Write(1); await Endless().ConfigureAwait(false);", _ => interrupt.Cancel());
        Run("var later = 7;", _ => { });
        Run("held.SetResult(); await Task.Yield();", _ => { });

        Assert.Equal(CellOutcome.Interrupted, result.Outcome);
        string? value = null;
        Run("later", output => value = (string?)((ValueOutput)output).Data["text/plain"]);
        Assert.Equal("7", value);
    }

    [Fact]
    public void CellWithoutAMemberOfTheFramework_StillKnowsAspNetCore() =>
        Assert.Equal("WebApplication", session.Run("nameof(Microsoft.AspNetCore.Builder.WebApplication)").Value);

    [Fact]
    public void Frameworks_OfEveryCell_ReferToNoneThatComesLater()
    {
        var few = FrameworkReferences.Few.Select(reference => reference.Display!).ToList();
        var names = few.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(33, few.Count);
        Assert.All(few, path => Assert.All(
            ReferencesOf(path), name => Assert.True(names.Contains(name), $"{Path.GetFileName(path)} refers to {name}")));
    }

    private static IEnumerable<string> ReferencesOf(string path)
    {
        using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(file);
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    [Fact]
    public void VariablesOfEarlierCells_KeepTheirTypes_WhenACellNeedsMore()
    {
        using var own = new CSharpSession(new SessionOptions());
        string Run(string source)
        {
            string? value = null;
            var result = own.Execute(source, "more", output => value = (string?)(output as ValueOutput)?.Data["text/plain"] ?? value, default);
            return result.Error?.Value ?? value ?? "";
        }
        Run("record Row(int N); var rows = new List<Row> { new(1) }; int Sum(List<Row> of) => of.Sum(row => row.N);");

        Assert.Equal("418", Run("Microsoft.AspNetCore.Http.StatusCodes.Status418ImATeapot"));
        Assert.Equal("System.Net.Http.HttpMethod", Run("typeof(System.Net.Http.HttpMethod).FullName"));
        Assert.Equal("1", Run("Sum(rows)"));
    }
}
