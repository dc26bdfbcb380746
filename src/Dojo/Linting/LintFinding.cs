namespace HonestAsync.Dojo;

/// <summary>Something that an author has to fix.</summary>
/// <param name="File">Relative to the clone, with forward slashes; where it is known, with its line.</param>
/// <param name="What">What is wrong.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record LintFinding(string File, string What, string ToDo)
{
    /// <summary>True for what is only worth knowing, such as a link to a notebook that is planned.</summary>
    public bool IsNote { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {What}. {ToDo}";
}
