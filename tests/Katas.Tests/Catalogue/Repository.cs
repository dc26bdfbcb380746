namespace HonestAsync.Katas.Tests;

/// <summary>Where things lie in the repository, found upwards from the test's own folder.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution file.</summary>
    public static string Root { get; } = Find();

    /// <summary>The pristine katas, one folder each: what the proof reads.</summary>
    public static string Originals { get; } = At("tests", "Katas.Tests", "originals");

    /// <summary>What learners edit; the proof never reads it.</summary>
    public static string Katas { get; } = At("katas");

    /// <summary>A path below the root.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HonestAsync.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException($"No HonestAsync.slnx in any folder above {AppContext.BaseDirectory}.");
    }
}
