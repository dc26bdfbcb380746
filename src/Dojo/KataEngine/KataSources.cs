namespace HonestAsync.Dojo;

/// <summary>The files of one run.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Subject">The file that stands in the kata's place to edit.</param>
/// <param name="Surroundings">Given types, tests, and how the tests are run.</param>
/// <param name="Packages">Packages beyond the harness.</param>
public sealed record KataSources(string Name, string Subject, IReadOnlyList<string> Surroundings, IReadOnlyList<string> Packages)
{
    /// <summary>What to compile in the place of the subject's text, for one who has read it; null reads the file.</summary>
    public string? SubjectText { get; init; }

    /// <summary>The pristine kata with <paramref name="subject"/> in the place of the file to edit.</summary>
    public static KataSources Of(Kata kata, string subject) =>
        new(kata.Name, subject, [.. kata.Surroundings, kata.Project.KataFrame], kata.File.References);

    /// <summary>The pristine kata with a variant in the place of the file to edit.</summary>
    public static KataSources Of(Variant variant) => Of(variant.Kata, variant.Path);
}
