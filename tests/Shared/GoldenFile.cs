using Xunit;

namespace HonestAsync.Testing;

/// <summary>
/// Compares with a committed file. REFRESH_GOLDEN=1 writes the new text instead: read the diff.
/// </summary>
internal static class GoldenFile
{
    private const string Switch = "REFRESH_GOLDEN";

    /// <param name="folder">Where the folder "golden" lies in the test project.</param>
    /// <param name="name">The file in it.</param>
    /// <param name="actual">What was drawn.</param>
    public static void Check(string folder, string name, string actual)
    {
        var path = Path.Combine(Folder(folder), name);
        if (Environment.GetEnvironmentVariable(Switch) is "1")
        {
            File.WriteAllText(path, actual + "\n");
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (!string.Equals(expected, actual + "\n", StringComparison.Ordinal))
        {
            Assert.Fail($"{folder}/golden/{name} differs from what was drawn:\n{Difference(expected, actual + "\n")}\n"
                + $"If the new drawing is right, run the tests once with {Switch}=1 and commit the file.");
        }
    }

    private static string Folder(string folder)
    {
        // from the output folder up to the project: a build may have mapped the source paths away
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var golden = Path.Combine(at.FullName, folder, "golden");
            if (Directory.Exists(golden))
            {
                return golden;
            }
        }

        throw new DirectoryNotFoundException($"No folder {folder}/golden above the tests' output folder.");
    }

    private static string Difference(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var lines = Enumerable.Range(0, Math.Max(old.Length, now.Length))
            .Where(i => !string.Equals(old.ElementAtOrDefault(i), now.ElementAtOrDefault(i), StringComparison.Ordinal))
            .Select(i => $"line {i + 1}\n- {old.ElementAtOrDefault(i) ?? "(none)"}\n+ {now.ElementAtOrDefault(i) ?? "(none)"}");
        return string.Join('\n', lines.Take(12));
    }
}
