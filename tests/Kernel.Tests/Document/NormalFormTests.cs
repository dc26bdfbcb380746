using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

public sealed class NormalFormTests
{
    private static readonly string s_messy =
        """
        {"nbformat_minor":2,"nbformat":4,"metadata":{"kernelspec":{"language":"C#","name":"x"},"other":1},
        "cells":[
        {"cell_type":"markdown","metadata":{"collapsed":true},"source":"# Größe 😀 \"q\"\n\ntext"},
        {"source":["display(1);\r\n","Console.Write(2)"],"cell_type":"code","id":"run","execution_count":7,
        "metadata":{"tags":["measured"],"vscode":{}},
        "outputs":[
        {"output_type":"stream","name":"stdout","text":"a\nb"},
        {"output_type":"stream","name":"stdout","text":["c\n"]},
        {"output_type":"execute_result","execution_count":7,"metadata":{},
        "data":{"text/plain":"FOLDER/data/x.txt","application/vnd.x+json":{"z":1.50,"a":[true,null],"e":{},"l":[]}}},
        {"output_type":"error","ename":"E","evalue":"at TEMP/x","traceback":["TEMP/x"]}
        ]},
        {"cell_type":"code","metadata":{},"outputs":[],"source":""}]}
        """
        .Replace("FOLDER", Environment.CurrentDirectory, StringComparison.Ordinal)
        .Replace("TEMP", Path.GetTempPath().TrimEnd('/'), StringComparison.Ordinal);

    [Fact]
    public void Text_IsJupytersOwn_ByteForByte() =>
        Assert.Equal(Golden("normal.ipynb"), NotebookDocument.Parse(s_messy).ToText());

    [Fact]
    public void NormalForm_IsWrittenAsItWasRead()
    {
        var golden = Golden("normal.ipynb");

        Assert.Equal(golden, NotebookDocument.Parse(golden).ToText());
        Assert.Equal(golden, NotebookDocument.Parse(golden).Normalise().Normalise().ToText());
    }

    [Fact]
    public void EditOfOneCell_ChangesFewLines()
    {
        var notebook = NotebookDocument.Parse(Golden("normal.ipynb"));
        var edited = new NotebookDocument(notebook.Cells.Select(cell =>
            cell.Id is "run" ? cell with { Source = cell.Source.Replace('2', '3') } : cell));

        var changed = notebook.ToText().Split('\n').Zip(edited.ToText().Split('\n')).Count(line => !line.First.Equals(line.Second, StringComparison.Ordinal));

        Assert.Equal(1, changed);
    }

    [Fact]
    public void Outputs_OfARun_ReplaceThoseOfItsCells()
    {
        var notebook = NotebookDocument.Parse(Golden("normal.ipynb"));
        var output = new JsonArray(new StreamOutput("stdout", "new\n").ToNbformat());

        var executed = notebook.WithOutputs(new Dictionary<string, JsonArray>(StringComparer.Ordinal) { ["run"] = output });

        Assert.Contains("\"new\\n\"", executed.ToText(), StringComparison.Ordinal);
        Assert.Equal(notebook.WithoutOutputs().ToText(), executed.WithoutOutputs().ToText());
    }

    [Theory]
    [InlineData("""{"application/vnd.plotly.v1+json":{},"text/html":"h","image/svg+xml":"s","text/plain":"t"}""", "image/svg+xml text/plain")]
    [InlineData("""{"text/html":["<div>","<svg/></div>"],"image/svg+xml":["<svg/>"],"text/plain":"t"}""", "image/svg+xml text/plain")]
    [InlineData("""{"text/html":"<b/>","image/svg+xml":"<svg/>","text/plain":"t"}""", "text/html image/svg+xml text/plain")]
    [InlineData("""{"text/html":"h","text/plain":"t"}""", "text/html text/plain")]
    public void OfCharts_PictureAndTextAreStored_OnceEach(string data, string stored)
    {
        var outputs = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = JsonNode.Parse(data) });

        var normal = OutputNormaliser.Normalise(outputs, PathScrubber.For("/srv"));

        Assert.Equal(stored, string.Join(' ', normal[0]!["data"]!.AsObject().Select(item => item.Key)));
    }

    [Theory]
    [InlineData("/home/someone-else/x", "/home/someone-else/x")]
    [InlineData("FOLDER", ".")]
    [InlineData("FOLDERS/x", "FOLDERS/x")]
    [InlineData("file://FOLDER/x and FOLDER/y", "file://./x and ./y")]
    public void LocalPaths_AreTakenOut(string text, string scrubbed)
    {
        const string folder = "/srv/books/notebooks";

        var result = PathScrubber.For(folder).Scrub(text.Replace("FOLDER", folder, StringComparison.Ordinal));

        Assert.Equal(scrubbed.Replace("FOLDER", folder, StringComparison.Ordinal), result);
    }

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Document", name));
}
