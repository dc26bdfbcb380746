using System.Globalization;

namespace HonestAsync.Dojo;

/// <summary>Finds the kata that a user means by the text they typed.</summary>
internal static class KataSearch
{
    /// <summary>
    /// By number, slug, folder or path; else the one written kata whose slug holds what was typed.
    /// </summary>
    /// <exception cref="DojoException">
    /// None, or several; says which were near, or what a planned one is to be.
    /// </exception>
    public static Kata Find(ProjectFolder project, string name)
    {
        string typed = Path.GetFileName(name.TrimEnd('/', '\\'));
        var all = Kata.All(project);
        if (all.FirstOrDefault(kata => Means(typed, kata.File.Number, kata.File.Slug)) is { } exact)
        {
            return exact;
        }
        var byPart = all.Where(kata => HoldsPart(kata.File.Slug, typed)).ToList();
        return byPart switch
        {
            [var one] => one,
            [] => throw NotThere(project, all, name, typed),
            _ => throw new DojoException(
                $"'{name}' may mean {string.Join(" or ", byPart.Select(kata => kata.Name))}.",
                $"Type its number, or more of its name: {byPart[0].File.Number}"),
        };
    }

    /// <summary>Whether a name is meant by a part of it; a number is never a part.</summary>
    public static bool HoldsPart(string name, string typed) => typed.Length > 1
        && !typed.All(char.IsAsciiDigit) && name.Contains(typed, StringComparison.OrdinalIgnoreCase);

    private static bool Means(string typed, string number, string slug) =>
        typed.Equals(slug, StringComparison.OrdinalIgnoreCase)
        || typed.Equals($"{number}-{slug}", StringComparison.OrdinalIgnoreCase)
        || (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int meant)
            && meant == int.Parse(number, CultureInfo.InvariantCulture));

    private static DojoException NotThere(
        ProjectFolder project, IReadOnlyList<Kata> written, string name, string typed)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var planned = ledger.Katas.Where(entry => written.All(kata => kata.File.Slug != entry.Slug)).ToList();
        string there = written.Count == 0
            ? "No kata is written yet. See what is planned: dojo list --all"
            : $"These are here: {string.Join(", ", written.Select(kata => kata.Name))}. "
                + "More about each: dojo list";
        if (planned.Find(entry => Means(typed, entry.Number, entry.Slug)) is { } exact)
        {
            return new DojoException(Plan(exact, ledger), there);
        }
        var byPart = planned.Where(entry => HoldsPart(entry.Slug, typed)).ToList();
        string near = Suggestion.Sentence(typed, written.Select(kata => kata.File.Slug));
        return byPart switch
        {
            [var one] => new DojoException(Plan(one, ledger), there),
            [] => new DojoException($"There is no kata '{name}'. {near}".TrimEnd(), there),
            _ => new DojoException($"No kata that is written is called '{name}'; "
                + $"planned are {string.Join(" and ", byPart.Select(entry => entry.Folder))}.", there),
        };
    }

    private static string Plan(KataEntry entry, ClaimLedger ledger)
    {
        var claim = entry.Claims.Select(ledger.Find).FirstOrDefault(claim => claim is not null);
        string trains = claim is null ? "" : $" It is to train, among others: {claim.Text}";
        return $"Kata {entry.Number}, {entry.Slug}, is planned and not written yet.{trains}";
    }
}
