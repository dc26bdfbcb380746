namespace HonestAsync.Kernel;

/// <summary>What a session needs to know about its notebook.</summary>
public sealed record SessionOptions
{
    /// <summary>The notebook's folder: <c>#r</c> and <c>#load</c> are relative to it.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>What <c>Console.In</c> is for a cell; null for the process's own.</summary>
    public TextReader? Input { get; init; }

    /// <summary>How long an interrupted cell may take to stop before it is abandoned.</summary>
    public TimeSpan InterruptGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Stack of a cell's thread in bytes.</summary>
    public int StackSize { get; init; } = 16 * 1024 * 1024;
}
