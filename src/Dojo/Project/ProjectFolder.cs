namespace HonestAsync.Dojo;

/// <summary>The clone that the tool works on: where things lie.</summary>
/// <param name="Root">The folder that holds HonestAsync.slnx.</param>
public sealed record ProjectFolder(string Root)
{
    private const string Mark = "HonestAsync.slnx";

    /// <summary>The notebooks' folder.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>The learner's katas.</summary>
    public string Katas => Path.Combine(Root, "katas");

    /// <summary>The pristine katas, which proof and reset read.</summary>
    public string Originals => Path.Combine(Root, "tests", "Katas.Tests", "originals");

    /// <summary>What is compiled into every kata: how its tests are run.</summary>
    public string KataFrame => Path.Combine(Originals, "KataFrame.cs");

    /// <summary>Right and wrong fixes of each kata, which the proof tries.</summary>
    public string Variants => Path.Combine(Root, "tests", "Katas.Tests", "variants");

    /// <summary>The reference solutions.</summary>
    public string Solutions => Path.Combine(Root, "solutions");

    /// <summary>The ledger of claims.</summary>
    public string LedgerFile => Path.Combine(Notebooks, "claims.json");

    /// <summary>The generated table of verdicts.</summary>
    public string ScoreboardFile => Path.Combine(Notebooks, "SCOREBOARD.md");

    /// <summary>The front page, whose tables are generated.</summary>
    public string ReadmeFile => Path.Combine(Root, "README.md");

    /// <summary>How many banned words each file may still hold.</summary>
    public string WordsLeftFile => Path.Combine(Root, "src", "Dojo", "Linting", "Words", "words-left.txt");

    /// <summary>The library that notebooks load.</summary>
    public string LabAssembly => Path.Combine(Root, "src", "Lab", "bin", "Release", "net10.0", "Lab.dll");

    /// <summary>Whether a notebook of the curriculum can be read; else it is planned.</summary>
    public bool IsWritten(NotebookEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return File.Exists(Path.Combine(Notebooks, entry.FileName));
    }

    /// <summary>
    /// Finds the clone around <paramref name="start"/>, or else the one that this tool was built in.
    /// </summary>
    /// <exception cref="DojoException">There is none.</exception>
    public static ProjectFolder Find(string? start = null) =>
        Around(start ?? Environment.CurrentDirectory) ?? Around(AppContext.BaseDirectory)
        ?? throw new DojoException(
            "This folder is not inside a clone of Honest Async.", "Change into the clone and run the command again.");

    private static ProjectFolder? Around(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
            {
                return new ProjectFolder(folder.FullName);
            }
        }
        return null;
    }
}
