using System.Globalization;

namespace HonestAsync.Dojo;

/// <summary>
/// A learner's progress: a text file with one line per kata. <c>dojo check --all</c> can restore which katas are solved;
/// only this file knows which hints and solutions were looked at.
/// </summary>
/// <remarks>
/// Each change reads the file, changes one line and replaces the file in one step: two tools at once lose at most one
/// change, never the file. A line that cannot be read is kept, and ignored. A change that cannot be saved throws:
/// postpone that until the requested text is shown.
/// </remarks>
internal sealed class LearnerProgress(ProjectFolder project, TimeProvider time)
{
    private const string Header = "# Honest Async, progress, version 1. One line per kata: slug, day it was solved or -, hints shown, "
        + "solution seen before (yes or no).";
    private const string Day = "yyyy-MM-dd";

    /// <summary>Where it lies.</summary>
    public string File { get; } = Path.Combine(project.Root, ".dojo", "progress.txt");

    /// <summary>What is known of a kata.</summary>
    public KataProgress Of(string slug) => Lines().Select(Read).OfType<KataProgress>().LastOrDefault(known => known.Slug == slug)
        ?? new KataProgress(slug);

    /// <summary>The kata of which something was noted last; null when nothing was.</summary>
    public KataProgress? Latest() => Lines().Select(Read).OfType<KataProgress>().LastOrDefault();

    /// <summary>Remembers that it is solved; the first day counts.</summary>
    public void NoteSolved(string slug) => Change(slug, known =>
        known with { Solved = known.Solved ?? DateOnly.FromDateTime(time.GetLocalNow().DateTime) });

    /// <summary>Remembers how many hints were shown, never fewer than before; not after the kata was solved.</summary>
    public void NoteHints(string slug, int count) => Change(slug, known =>
        known.Solved is null ? known with { Hints = Math.Max(known.Hints, count) } : known);

    /// <summary>Remembers that the solution was shown; not after the kata was solved.</summary>
    public void NoteSolutionSeen(string slug) => Change(slug, known =>
        known.Solved is null ? known with { SolutionSeen = true } : known);

    private void Change(string slug, Func<KataProgress, KataProgress> change)
    {
        var before = Of(slug);
        var after = change(before);
        if (after == before)
        {
            return;
        }
        var others = Lines().Where(line => Read(line)?.Slug != slug && line.Length > 0 && line != Header);
        string text = string.Concat(others.Prepend(Header).Append(Write(after)).Select(line => $"{line}\n"));
        try
        {
            Disk.CreateFolder(Path.GetDirectoryName(File)!);
            Disk.WriteText(File, text);
        }
        catch (WriteException error)
        {
            throw new DojoException($"Your progress is not saved: {error.What}.",
                "Make it writable, or free some space. Until then nothing is remembered; "
                    + "all hints are in the README of a kata.", error);
        }
    }

    private string[] Lines() => System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];

    private static KataProgress? Read(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var slug, var day, var hints, var seen]
            || slug.StartsWith('#') || !int.TryParse(hints, CultureInfo.InvariantCulture, out int shown))
        {
            return null;
        }
        DateOnly? solved = DateOnly.TryParseExact(day, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        return new KataProgress(slug, solved, shown, seen == "yes");
    }

    private static string Write(KataProgress known) => string.Create(CultureInfo.InvariantCulture,
        $"{known.Slug} {known.Solved?.ToString(Day, CultureInfo.InvariantCulture) ?? "-"} {known.Hints} {(known.SolutionSeen ? "yes" : "no")}");
}
