namespace HonestAsync.Lab;

/// <summary>How a <see cref="WebServer"/> is set up. Every limit is bounded, so that no experiment eats the machine.</summary>
public sealed record WebServerOptions
{
    /// <summary>Most connections it accepts; the next ones are closed at once. Fewer where a process may not open so many files.</summary>
    public int MaxConnections { get; init; } = 4_000;

    /// <summary>Minimum threads of the pool, created without delay; null leaves the default, one per processor.</summary>
    public int? MinThreads { get; init; }

    /// <summary>Processors that the server sees (<c>DOTNET_PROCESSOR_COUNT</c>); null for all of the machine.</summary>
    public int? Processors { get; init; }

    /// <summary>The loopback port; null for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Another server that <c>/await</c> and <c>/block</c> call over HTTP; null for a timer in the same process.</summary>
    public WebServer? Backend { get; init; }

    /// <summary>Period of the stalls of <c>/stall</c>, counted from its first request.</summary>
    public TimeSpan StallEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Length of a stall, at the end of each period.</summary>
    public TimeSpan StallFor { get; init; } = TimeSpan.FromSeconds(1);

    internal void Check()
    {
        Require(MaxConnections is >= 1 and <= 16_000, nameof(MaxConnections), MaxConnections, "from 1 to 16,000");
        Require(MinThreads is null or (>= 1 and <= 1_000), nameof(MinThreads), MinThreads, "from 1 to 1,000");
        Require(Processors is null or (>= 1 and <= 1_024), nameof(Processors), Processors, "from 1 to 1,024");
        Require(Port is null or (>= 1 and <= 65_535), nameof(Port), Port, "from 1 to 65,535");
        Require(StallFor > TimeSpan.Zero && StallFor < StallEvery, nameof(StallFor), StallFor, $"shorter than the period of {StallEvery}");
    }

    private static void Require(bool good, string name, object? value, string range)
    {
        if (!good)
        {
            throw new ArgumentOutOfRangeException(name, value, $"It has to be {range}.");
        }
    }
}
