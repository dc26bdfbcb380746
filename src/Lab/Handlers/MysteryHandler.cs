namespace HonestAsync.Lab;

/// <summary>
/// A request handler that does not show what it spends its time on, in two versions that do the same: one blocks
/// its thread while it waits, one awaits. All on virtual time.
/// </summary>
public sealed class MysteryHandler
{
    private readonly IReadOnlyList<Step> _steps;

    private MysteryHandler(string name, string ticket, params Step[] steps) => (Name, Ticket, _steps) = (name, ticket, steps);

    /// <summary>What the team calls it.</summary>
    public string Name { get; }

    /// <summary>What the team knows about it.</summary>
    public string Ticket { get; }

    /// <summary>Five handlers to guess about. The answers are at the end of this file: guess before you look.</summary>
    public static IReadOnlyList<MysteryHandler> Five { get; } = Make();

    /// <summary>Serves one request and awaits its waits: the thread is free meanwhile.</summary>
    public async Task HandleAsync(VirtualTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        foreach (var step in _steps)
        {
            if (step.IsCpu)
            {
                time.Spend(step.Time);
            }
            else
            {
                await Task.Delay(step.Time, time);
            }
        }
    }

    /// <summary>Serves one request and keeps its thread from beginning to end.</summary>
    public void Handle(VirtualTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        foreach (var step in _steps)
        {
            if (step.IsCpu)
            {
                time.Spend(step.Time);
            }
            else
            {
                time.Advance(step.Time);
            }
        }
    }

    private static Step Cpu(int milliseconds) => new(IsCpu: true, TimeSpan.FromMilliseconds(milliseconds));

    private static Step Wait(int milliseconds) => new(IsCpu: false, TimeSpan.FromMilliseconds(milliseconds));

    private readonly record struct Step(bool IsCpu, TimeSpan Time);

    // Spoilers from here on. Every handler takes 200 ms, so that a stopwatch cannot tell them apart.
    private static MysteryHandler[] Make() =>
    [
        new("dashboard", "asks five services, puts the answers on one page",
            Wait(38), Cpu(2), Wait(38), Cpu(2), Wait(38), Cpu(2), Wait(38), Cpu(2), Wait(38), Cpu(2)),
        new("search", "one database query, then sorts the hits", Wait(40), Cpu(160)),
        new("thumbnail", "fetches a photo, resizes it, stores the small one", Wait(90), Cpu(60), Wait(50)),
        new("login", "looks the user up, checks the password", Wait(10), Cpu(190)),
        new("export", "turns a year of orders into one CSV file", Wait(60), Cpu(7), Wait(60), Cpu(7), Wait(60), Cpu(6)),
    ];
}
