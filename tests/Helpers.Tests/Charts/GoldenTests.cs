namespace HonestAsync.Helpers.Tests.Charts;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_at_80_columns_is_the_committed_one(string name) =>
        GoldenFile.Check("Charts", $"{name}.80.txt", Samples.All[name].ToText());

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_at_60_columns_is_the_committed_one(string name) =>
        GoldenFile.Check("Charts", $"{name}.60.txt", Samples.All[name].ToText(60));

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_is_the_committed_one(string name) =>
        GoldenFile.Check("Charts", $"{name}.svg", Samples.All[name].ToSvg());
}
