using System.Diagnostics;
using Microsoft.DotNet.Interactive;

namespace HonestAsync.Kernel;

/// <summary>
/// A notebook's memory, on .NET Interactive: runs cells one after the other. Each piece of C# runs on a thread of its
/// own without a SynchronizationContext. It takes over the process's console, so a process has one session at a time.
/// Texts are in the invariant culture. Not thread-safe; an interrupt may come from anywhere.
/// </summary>
public sealed class CSharpSession : IDisposable
{
    private readonly SessionOptions _options;
    private readonly Engine _engine;
    private readonly CellPieces _pieces;
    private readonly KernelOutput _output;

    /// <summary>
    /// Makes an empty session; its first cell is slow unless <see cref="WarmUp"/> came before.
    /// </summary>
    public CSharpSession(SessionOptions options)
    {
        _options = options;
        _engine = new Engine(options);
        _pieces = new CellPieces(_engine, options);
        _output = new KernelOutput(_engine.Root);
    }

    /// <summary>The kernels of the session; C# is one of them.</summary>
    internal CompositeKernel Kernel => _engine.Root;

    /// <summary>Runs code that touches the compiler and what most cells use: about a second, once.</summary>
    public void WarmUp() => Execute(
        """
        { var squares = new List<int> { 1, 2, 3 }.Select(n => n * n).ToList(); await Task.CompletedTask; }
        $"{1.5}"
        """,
        "warm-up", _ => { }, CancellationToken.None);

    /// <summary>
    /// Runs one cell and blocks the caller until it has ended or was abandoned. An interrupt stops the cell
    /// at its next loop or method, also on other threads, and wakes its thread if that waits; after the grace time the
    /// cell is abandoned, with a message.
    /// </summary>
    /// <param name="source">The cell: C#, magic commands, and code of other languages below their <c>#!</c> lines.</param>
    /// <param name="name">Names the cell in tracebacks.</param>
    /// <param name="output">Gets each output as it comes, one at a time, on the thread that made it.</param>
    /// <param name="interrupt">Interrupts the cell, not the session.</param>
    public CellResult Execute(string source, string name, Action<CellOutput> output, CancellationToken interrupt)
    {
        using var capture = OutputCapture.Begin(output);
        if (_options.Input is { } input)
        {
            Console.SetIn(input);
        }
        var clock = Stopwatch.StartNew();
        var result = _pieces.Run(source, $"cell {name}", interrupt) with { Elapsed = clock.Elapsed };
        if (result.Error is not null)
        {
            OutputCapture.Emit(result.Error);
        }
        return result;
    }

    /// <summary>Gives the console back. What the cells left running goes on.</summary>
    public void Dispose()
    {
        _engine.Root.Dispose();
        _output.Dispose();
    }
}
