using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace HonestAsync.Dojo;

/// <summary>
/// What differs between the learner's file and the reference, with a few lines around each place.
/// </summary>
/// <param name="Lines">A mark (minus, plus or a blank) and the line; a gap stands for those left out.</param>
/// <param name="Removed">Lines that only the learner's file has.</param>
/// <param name="Added">Lines that only the reference has.</param>
internal sealed record FileDifference(IReadOnlyList<(char Mark, string Text)> Lines, int Removed, int Added)
{
    private const int Around = 3;

    public static FileDifference Of(Kata kata)
    {
        string mine = File.Exists(kata.MyFile) ? File.ReadAllText(kata.MyFile) : "";
        string reference = File.ReadAllText(kata.Solution(kata.File.Subject));
        var all = new InlineDiffBuilder(new Differ()).BuildDiffModel(mine, reference).Lines;
        var lines = new List<(char, string)>();
        int left = 0;
        for (int i = 0; i < all.Count; i++)
        {
            bool isNear = all.Skip(i - Around).Take((2 * Around) + 1 + Math.Min(0, i - Around))
                .Any(near => near.Type != ChangeType.Unchanged);
            if (isNear)
            {
                Gap();
                lines.Add((Mark(all[i].Type), all[i].Text));
            }
            else
            {
                left++;
            }
        }
        Gap();
        return new FileDifference(lines, Count(ChangeType.Deleted), Count(ChangeType.Inserted));

        int Count(ChangeType type) => all.Count(line => line.Type == type);

        void Gap()
        {
            if (left > 0)
            {
                lines.Add((' ', $"… {left} {(left == 1 ? "line is" : "lines are")} the same"));
            }
            left = 0;
        }
    }

    private static char Mark(ChangeType type) => type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };
}
