namespace HonestAsync.Kernel;

/// <summary>What a peer may ask of this process; a peer that exceeds it is disconnected.</summary>
internal sealed record ZmtpLimits
{
    /// <summary>Bytes of one message, all frames together.</summary>
    public long MessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Frames of one message.</summary>
    public int Frames { get; init; } = 256;

    /// <summary>Bytes of a command, of which the longest in use has about a hundred.</summary>
    public long CommandBytes { get; init; } = 4096;

    /// <summary>Connections of one socket at a time.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>How long each part of a peer's greeting may take.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a peer may take nothing of what is sent to it.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(5);
}
