using System.Numerics;

namespace HonestAsync.Lab;

/// <summary>
/// Operations that add to one value, with a number of awaits each; the value is read in one step and written
/// in another. The number of awaits between them is the window in which another operation's update is lost.
/// </summary>
public static class UpdateRace
{
    /// <summary>
    /// A scenario for the explorer. Steps count from 1; <paramref name="awaits"/> awaits make one step more
    /// than that.
    /// </summary>
    /// <param name="operations">How many run at once; the first adds 1, the second 2, and so on.</param>
    /// <param name="awaits">Round trips of each operation.</param>
    /// <param name="readIn">The step that reads.</param>
    /// <param name="writeIn">The step that writes; never before the reading one.</param>
    /// <param name="answersAtOnce">True: each call is complete when it returns, so that no await
    /// suspends.</param>
    public static Action<Scenario> Of(
        int operations, int awaits, int readIn, int writeIn, bool answersAtOnce = false) => scenario =>
    {
        var network = answersAtOnce
            ? new ScriptedDependency("network") { AnswersAtOnce = true }
            : scenario.Dependency("network");
        int value = 0;
        for (int number = 1; number <= operations; number++)
        {
            int amount = number;
            scenario.Operation($"update {number}", () => AddAsync(amount));
        }
        int expected = operations * (operations + 1) / 2;
        scenario.Outcome(() => value);
        scenario.Expect("every update counts", () => value == expected, () => value);

        async Task AddAsync(int amount)
        {
            int seen = 0;
            for (int step = 1; step <= awaits + 1; step++)
            {
                if (step > 1)
                {
                    await network.CallAsync($"call {step - 1}");
                }
                if (step == readIn)
                {
                    seen = value;
                }
                if (step == writeIn)
                {
                    value = seen + amount;
                }
            }
        }
    };

    /// <summary>
    /// The number of orders of n operations with s = <paramref name="awaits"/> + 1 steps each: (n·s)! /
    /// (s!)^n.
    /// </summary>
    public static BigInteger Orders(int operations, int awaits)
    {
        var orders = Factorial(operations * (awaits + 1));
        for (int i = 0; i < operations; i++)
        {
            orders /= Factorial(awaits + 1);
        }
        return orders;
    }

    private static BigInteger Factorial(int n) =>
        Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, factor) => product * factor);
}
