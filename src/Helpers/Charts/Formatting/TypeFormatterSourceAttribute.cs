namespace HonestAsync;

/// <summary>
/// Names the class that knows how to show a type in a notebook. Kernels find it by its name and read it by
/// reflection, so no package of theirs is referenced; it stays internal to keep notebooks free of it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A class with a public parameterless constructor and <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>Best first. Each needs a formatter: the retired kernel dies on one that has none.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
