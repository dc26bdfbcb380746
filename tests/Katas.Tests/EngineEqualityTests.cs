namespace HonestAsync.Katas.Tests;

/// <summary>
/// What the engine says of a file, <c>dotnet test</c> says too: one real build a kata, of a few files.
/// </summary>
/// <remarks>All files: <c>dojo prove --against-dotnet-test</c>.</remarks>
public sealed class EngineEqualityTests(ProofRuns runs)
{
    public static TheoryData<string> Katas() => Corpus.Names();

    [WholeTheory]
    [MemberData(nameof(Katas))]
    public async Task Engine_and_dotnet_test_come_to_the_same(string name)
    {
        var kata = Corpus.Of(name);
        Variant[] sample =
        [
            kata.Variant(VariantKind.Broken), kata.Variant(VariantKind.Solution),
            .. kata.Variants(VariantKind.Alternative).Take(1), .. kata.Variants(VariantKind.Wrong).Take(1),
        ];

        var compared = await EngineEquality.CompareAsync(kata, sample, runs.Engine, onlyPromised: true,
            TestContext.Current.CancellationToken);

        Assert.All(compared, each => Assert.True(each.Difference is null, $"{each.Variant.File}: {each.Difference}"));
    }
}
