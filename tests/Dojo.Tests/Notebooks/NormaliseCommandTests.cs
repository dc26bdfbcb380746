using System.Text.Json;
using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

public sealed class NormaliseCommandTests : IDisposable
{
    private static readonly string s_notebooks = ProjectFolder.Find(AppContext.BaseDirectory).Notebooks;
    private static readonly JsonSerializerOptions s_wide = new() { WriteIndented = true, IndentSize = 4 };
    private readonly FakeClone _clone = new();
    private readonly Screen _screen = new();

    private string Mine => Path.Combine(_clone.Root, "mine.ipynb");

    public static TheoryData<string> Stored { get; } =
        new(Directory.EnumerateFiles(s_notebooks, "*.ipynb").Select(file => Path.GetFileName(file)).Order());

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_notebook_as_VS_Code_saves_it_becomes_the_stored_one_byte_for_byte(string name)
    {
        string stored = File.ReadAllText(Path.Combine(s_notebooks, name));
        File.WriteAllText(Mine, AsVsCodeSaves(stored));

        Assert.Equal(ExitCode.Ok, Normalise(Mine));

        Assert.Equal(stored, File.ReadAllText(Mine));
        Assert.Equal("mine.ipynb is in stored form again\n", _screen.ToString());
    }

    [Fact]
    public void The_text_and_the_outputs_of_a_reader_stay()
    {
        var outputs = new JsonArray(CompleteNotebook.Shown("42"));
        Save(new NotebookCell("a", CellType.Code, "// mine\n6 * 7") { Outputs = outputs },
            new NotebookCell("b", CellType.Markdown, "# Mine"));
        string stored = File.ReadAllText(Mine);
        File.WriteAllText(Mine, AsVsCodeSaves(stored));

        Normalise(Mine);

        Assert.Equal(stored, File.ReadAllText(Mine));
        Assert.Contains("// mine", stored, StringComparison.Ordinal);
        Assert.Contains("\"42\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_an_editor_has_added_is_named_after_its_first_words()
    {
        Save(new NotebookCell("3f2a91bc", CellType.Code, "var retries = 3;"),
            new NotebookCell("kept-as-it-is", CellType.Code, "1"));

        Normalise(Mine);

        Assert.Equal(["var-retries-3", "kept-as-it-is"], NotebookDocument.Load(Mine).Cells.Select(cell => cell.Id));
    }

    [Fact]
    public void The_language_that_an_editor_keeps_in_metadata_becomes_the_first_line()
    {
        Save(new NotebookCell("beats", CellType.Code, "1 + 1"));
        var notebook = JsonNode.Parse(File.ReadAllText(Mine))!;
        notebook["cells"]![0]!["metadata"]!["vscode"] = new JsonObject { ["languageId"] = "javascript" };
        File.WriteAllText(Mine, notebook.ToJsonString());

        Normalise(Mine);

        Assert.Equal("#!javascript\n1 + 1", NotebookDocument.Load(Mine).Cells[0].Source);
    }

    [Fact]
    public void A_notebook_in_stored_form_is_not_written()
    {
        Save(new NotebookCell("a", CellType.Code, "1"));
        var before = File.GetLastWriteTimeUtc(Mine).AddDays(-1);
        File.SetLastWriteTimeUtc(Mine, before);

        Assert.Equal(ExitCode.Ok, Normalise(Mine));

        Assert.Equal(before, File.GetLastWriteTimeUtc(Mine));
        Assert.Equal("mine.ipynb is as stored\n", _screen.ToString());
    }

    [Fact]
    public void Without_a_name_every_notebook_of_the_clone_is_looked_at()
    {
        _clone.With("1 + 1");
        string stored = File.ReadAllText(_clone.NotebookFile);
        File.WriteAllText(_clone.NotebookFile, AsVsCodeSaves(stored));

        Assert.Equal(ExitCode.Ok, Normalise());

        // cell-1 is an id that an editor might have made up
        Assert.Equal(stored.Replace("\"cell-1\"", "\"1-1\"", StringComparison.Ordinal),
            File.ReadAllText(_clone.NotebookFile));
    }

    [Fact]
    public void A_file_that_is_no_notebook_is_named_and_the_others_are_done()
    {
        _clone.With("1 + 1");
        File.WriteAllText(_clone.NotebookFile, AsVsCodeSaves(File.ReadAllText(_clone.NotebookFile)));
        File.WriteAllText(Mine, "{ not json");

        var error = Assert.Throws<DojoException>(() => Normalise(Mine, "01"));

        Assert.StartsWith("mine.ipynb is not a notebook that can be read: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("{ not json", File.ReadAllText(Mine));
        Assert.Contains("01-first.ipynb is in stored form again", _screen.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();

    private void Save(params NotebookCell[] cells) => new NotebookDocument(cells, Mine).Save();

    private int Normalise(params string[] names) => new NormaliseCommand(_clone.Project, _screen.Console).Run(names);

    // after "Run All": counts, a language per cell, another indent, escapes, no line end at the end
    private static string AsVsCodeSaves(string stored)
    {
        var notebook = JsonNode.Parse(stored)!;
        int count = 0;
        foreach (var cell in notebook["cells"]!.AsArray().Where(cell => (string)cell!["cell_type"]! == "code"))
        {
            cell!["execution_count"] = ++count;
            cell["metadata"]!["vscode"] = new JsonObject { ["languageId"] = "csharp" };
            cell["metadata"]!["execution"] = new JsonObject { ["iopub.execute_input"] = "2026-02-03T12:00:00Z" };
            var results = cell["outputs"]!.AsArray()
                .Where(output => (string)output!["output_type"]! == "execute_result");
            foreach (var result in results)
            {
                result!["execution_count"] = count;
            }
        }
        notebook["metadata"]!["language_info"] = new JsonObject { ["name"] = "csharp", ["version"] = "14.0" };
        return notebook.ToJsonString(s_wide);
    }
}
