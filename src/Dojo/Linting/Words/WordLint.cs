using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Dojo;

/// <summary>
/// Reads the English of the clone and names banned words, with file and line: comments, strings, names of tests,
/// Markdown, and the cells of notebooks. Strings of tests are left out, except those that a kata's learner reads.
/// </summary>
/// <remarks>
/// Files that are still to be rewritten are listed in <see cref="WordsLeft"/> with the number of their findings.
/// <c>katas/</c> is not read: it belongs to the learner, and its originals are.
/// </remarks>
public static class WordLint
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.Parse);
    private static readonly string[] s_folders = ["src", "tests", "solutions", "notebooks"];

    /// <summary>Findings, by file; those that are listed as still to be rewritten are left out.</summary>
    /// <exception cref="DojoException">The list of what is left cannot be read.</exception>
    public static IReadOnlyList<LintFinding> Run(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return [.. WordsLeft.Load(project).Check(All(project))];
    }

    /// <summary>All findings, also those that are listed, by the file's path relative to the clone.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<LintFinding>> All(ProjectFolder project)
    {
        var found = new SortedDictionary<string, IReadOnlyList<LintFinding>>(StringComparer.Ordinal);
        foreach (string file in Files(project))
        {
            string path = KataLint.Relative(project, file);
            if (Check(file, path).ToList() is { Count: > 0 } findings)
            {
                found.Add(path, findings);
            }
        }
        return found;
    }

    private static IEnumerable<LintFinding> Check(string file, string path) => Path.GetExtension(file) switch
    {
        ".cs" => Findings($"{path}:{{0}}", OfCode(File.ReadAllText(file), path)),
        ".md" => Findings($"{path}:{{0}}", Prose.OfMarkdown(File.ReadAllText(file))),
        _ => NotebookLint.Read(file) is not { } notebook
            ? []
            : notebook.Cells.SelectMany(cell => Findings($"{path}, cell {cell.Id}, line {{0}}", Prose.OfCell(cell))),
    };

    private static IEnumerable<ProsePart> OfCode(string text, string path)
    {
        bool isTest = path.StartsWith("tests/", StringComparison.Ordinal);
        bool isKata = path.StartsWith("tests/Katas.Tests/originals/", StringComparison.Ordinal);
        return Prose.OfCSharp(CSharpSyntaxTree.ParseText(text, s_options).GetRoot(), literals: !isTest || isKata, names: isTest);
    }

    private static IEnumerable<LintFinding> Findings(string place, IEnumerable<ProsePart> prose) =>
        from word in BannedWords.In(prose)
        select new LintFinding(string.Format(CultureInfo.InvariantCulture, place, word.Line),
            $"\"{word.Text}\" is a banned word", $"Write: {word.Instead}.");

    private static IEnumerable<string> Files(ProjectFolder project) =>
        Directory.EnumerateFiles(project.Root, "*.md")
            .Concat(s_folders.Select(folder => Path.Combine(project.Root, folder)).Where(Directory.Exists).SelectMany(Below));

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".ipynb")
        .Concat(Directory.EnumerateDirectories(folder).Where(IsWritten).SelectMany(Below));

    private static bool IsWritten(string folder) =>
        Path.GetFileName(folder) is not ("bin" or "obj") && !Path.GetFileName(folder).StartsWith('.');
}
