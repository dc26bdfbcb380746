namespace HonestAsync.Helpers.Tests;

public class SeededRandomTests
{
    /// <summary>The first numbers of java.util.SplittableRandom(seed) in OpenJDK 17, which also implements SplitMix64.</summary>
    public static TheoryData<long, ulong[]> OfJava => new()
    {
        { 1, [10451216379200822465, 13757245211066428519, 17911839290282890590, 8196980753821780235, 8195237237126968761] },
        { 42, [13679457532755275413, 2949826092126892291, 5139283748462763858, 6349198060258255764, 701532786141963250] },
        { -7, [7790691224305936752, 8829294814793142954, 16731224329868871185, 2940488688193949890, 10439198631842511153] },
    };

    [Theory]
    [MemberData(nameof(OfJava))]
    public void Numbers_are_those_of_SplitMix64(long seed, ulong[] expected)
    {
        var random = new SeededRandom(seed);

        Assert.Equal(expected, expected.Select(_ => random.Next()));
    }
}
