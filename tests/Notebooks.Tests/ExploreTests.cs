using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Notebooks.Tests;

/// <summary>The real Plotly.NET, as a notebook gets it with the lab.</summary>
public class ExploreTests
{
    private const string Setup = "#r \"../src/Lab/bin/Release/net10.0/Lab.dll\"\nusing HonestAsync;\nusing HonestAsync.Lab;";

    private const string Chart = """
        var chart = new LineChart("Growth", "n", "ms", [new("a", [new(1, 2), new(10, 200)])]) { YScale = AxisScale.Log };
        chart
        """;

    private const string Loaded = """
        string.Join(' ', AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name)
            .Where(name => name is "Plotly.NET" or "FSharp.Core" or "DynamicObj" or "Newtonsoft.Json").Order())
        """;

    [WholeFact]
    public async Task Plotly_is_loaded_by_the_first_Explore_and_a_run_that_is_stored_keeps_picture_and_text()
    {
        var notebook = new NotebookDocument(new[] { Setup, Chart, Loaded, "chart.Explore()", Loaded }
            .Select((source, index) => new NotebookCell($"c{index}", CellType.Code, source)));
        var options = new HeadlessOptions { WorkingDirectory = Path.Combine(Clone.Project.Root, "notebooks") };

        var run = await HeadlessRunner.RunAsync(notebook, options, progress: null, TestContext.Current.CancellationToken);

        Assert.True(run.Outcome == RunOutcome.Passed, run.Stopper?.Message);
        Assert.Equal("", Data(run.Cells[2])["text/plain"]!.ToString());
        Assert.Equal(["image/svg+xml", "text/plain"], Data(run.Cells[3]).Select(item => item.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Data(run.Cells[1])["image/svg+xml"]!.ToString(), Data(run.Cells[3])["image/svg+xml"]!.ToString());
        Assert.Equal("DynamicObj FSharp.Core Newtonsoft.Json Plotly.NET", Data(run.Cells[4])["text/plain"]!.ToString());
    }

    [WholeFact]
    public void A_front_end_gets_the_figure_and_HTML_that_draws_it_offline()
    {
        var shown = new List<JsonObject>();
        using (var session = new CSharpSession(new SessionOptions { Folder = Path.Combine(Clone.Project.Root, "notebooks") }))
        {
            foreach (string source in (string[])[$"{Setup}\n{Chart}", "chart.Explore()", "chart.Explore()"])
            {
                var result = session.Execute(source, "test", output => shown.AddRange(output is ValueOutput value ? [value.Data] : []),
                    TestContext.Current.CancellationToken);
                Assert.True(result.Error is null, result.Error?.Value);
            }
        }

        var (first, second) = (shown[1], shown[2]);
        Assert.Equal("log", first["application/vnd.plotly.v1+json"]!["layout"]!["yaxis"]!["type"]!.ToString());
        Assert.Null(first["application/vnd.plotly.v1+json"]!["layout"]!["meta"]);
        Assert.DoesNotMatch("<script[^>]*src", first["text/html"]!.ToString());
        Assert.InRange(first["text/html"]!.ToString().Length, 1_000_000, 2_000_000);
        Assert.InRange(second["text/html"]!.ToString().Length, 1_000, 20_000);
        Assert.Equal(shown[0]["image/svg+xml"]!.ToString(), second["image/svg+xml"]!.ToString());
    }

    private static JsonObject Data(CellRun cell) => cell.Outputs.Single()!["data"]!.AsObject();
}
