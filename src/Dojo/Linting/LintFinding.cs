namespace HonestAsync.Dojo;

/// <summary>Something about a kata or a notebook that a person has to mend.</summary>
/// <param name="File">Relative to the clone, with forward slashes.</param>
/// <param name="What">What is wrong.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record LintFinding(string File, string What, string ToDo)
{
    /// <summary>True for what is only worth knowing, such as a link to a notebook that is planned.</summary>
    public bool IsNote { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {What}. {ToDo}";
}
