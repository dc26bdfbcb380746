using System.Globalization;
using System.Numerics;

namespace HonestAsync;

/// <summary>
/// How many schedules a scenario has, from schedules taken at random: exactly where the operations never wait for one
/// another and always ask one call at a time, else as an estimate.
/// </summary>
/// <remarks>
/// The estimate is the mean of the products of the choices along each path: an unbiased estimate of the leaves of a
/// tree (Knuth, Estimating the efficiency of backtrack programs, 1975). It can be far off; two digits are shown.
/// </remarks>
internal sealed class ScheduleSize
{
    private double _sum;
    private int _paths;
    private int[]? _steps;
    private bool _isRegular = true;

    /// <summary>Takes in a random schedule that came to its end.</summary>
    /// <param name="product">The product of the numbers of choices at its steps.</param>
    /// <param name="operations">Its operations, in the order of their registration.</param>
    /// <param name="oneChoiceEach">True when at each step the choices were as many as the operations at work.</param>
    public void Add(double product, IReadOnlyList<ExploredOperation> operations, bool oneChoiceEach)
    {
        _sum += product;
        _paths++;
        int[] steps = [.. operations.Select(operation => operation.Steps)];
        _isRegular &= oneChoiceEach && (_steps is null || _steps.AsSpan().SequenceEqual(steps));
        _steps = steps;
    }

    /// <summary>For example <c>184,756</c> or <c>about 8.2E+010</c>; null when nothing is known.</summary>
    public override string? ToString()
    {
        if (_paths == 0)
        {
            return null;
        }
        double mean = _sum / _paths;
        return _isRegular ? Orders(_steps!).ToString("N0", CultureInfo.InvariantCulture)
            : mean < 1e6 ? string.Create(CultureInfo.InvariantCulture, $"about {mean:N0}")
            : string.Create(CultureInfo.InvariantCulture, $"about {mean:0.0E+0}");
    }

    /// <summary>The orders of independent sequences: (a + b + …)! / (a! · b! · …).</summary>
    private static BigInteger Orders(int[] steps)
    {
        BigInteger orders = 1;
        int total = 0;
        foreach (int each in steps)
        {
            for (int step = 1; step <= each; step++)
            {
                orders = orders * ++total / step;
            }
        }
        return orders;
    }
}
