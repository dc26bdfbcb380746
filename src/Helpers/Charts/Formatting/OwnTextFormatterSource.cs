namespace HonestAsync;

/// <summary>
/// For types whose <see cref="object.ToString"/> is their report: without it, front ends show a tree of properties,
/// or the lines as one with escaped breaks.
/// </summary>
internal sealed class OwnTextFormatterSource : FormatterSource
{
    protected override IEnumerable<Formatter> Formatters() =>
        [For<object>(Text, value => value.ToString() ?? "")];
}
