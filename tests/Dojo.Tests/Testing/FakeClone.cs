using HonestAsync.Kernel;

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// A small clone in a temporary folder: a ledger of two notebooks, three claims and one kata.
/// </summary>
internal sealed class FakeClone : IDisposable
{
    private const string Ledger = """
        {
         "notebooks": [
          { "number": "01", "slug": "first", "title": "First", "goal": "One claim." },
          { "number": "02", "slug": "second", "title": "Second", "goal": "Planned." }
         ],
         "katas": [ { "number": "01", "slug": "lost-thing", "notebook": "01", "claims": ["one-claim"] } ],
         "claims": [
          { "id": "one-claim", "theme": "t", "sources": ["article 000 §A"], "claim": "It is so.", "kind": "qualitative",
            "notebook": "01", "alsoIn": [], "katas": ["lost-thing"], "predicted": "Holds", "verdict": "Holds" },
          { "id": "later-claim", "theme": "t", "sources": [], "claim": "Later.", "kind": "practice",
            "notebook": "02", "alsoIn": [], "katas": [], "predicted": "Twist" }
         ]
        }
        """;

    public FakeClone()
    {
        Root = Directory.CreateTempSubdirectory("honest-async-test-").FullName;
        Project = new ProjectFolder(Root);
        Directory.CreateDirectory(Project.Notebooks);
        File.WriteAllText(Path.Combine(Root, "HonestAsync.slnx"), "<Solution />");
        File.WriteAllText(Project.LedgerFile, Ledger);
        File.WriteAllText(Project.ReadmeFile,
            "# R\n<!-- notebooks: generated -->\n<!-- /notebooks -->\n<!-- katas: generated -->\n<!-- /katas -->\n");
    }

    public string Root { get; }

    public ProjectFolder Project { get; }

    public string NotebookFile => Path.Combine(Project.Notebooks, "01-first.ipynb");

    /// <summary>Writes notebook 01 with these code cells, named cell-1, cell-2, ….</summary>
    public FakeClone With(params string[] cells)
    {
        new NotebookDocument(cells.Select((source, i) => new NotebookCell($"cell-{i + 1}", CellType.Code, source)), NotebookFile).Save();
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
