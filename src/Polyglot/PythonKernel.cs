namespace HonestAsync.Polyglot;

/// <summary>
/// Runs <c>#!python</c> cells in one Python process per notebook, with top-level <c>await</c> and one asyncio
/// event loop, which also turns between cells: <c>asyncio.run</c> is not for cells.
/// </summary>
/// <remarks>
/// <inheritdoc cref="RuntimeKernel" path="/remarks"/>
/// <para>An interrupt raises KeyboardInterrupt where a cell runs, and cancels the tasks of a cell that waits;
/// variables stay. Threads that the cell has started continue. Code in C that does not react is ended with
/// Python itself.</para>
/// </remarks>
public sealed class PythonKernel : RuntimeKernel
{
    /// <summary>Creates the kernel; Python starts at the first cell.</summary>
    public PythonKernel()
        : this(new RuntimeOptions())
    {
    }

    internal PythonKernel(RuntimeOptions options)
        : base(LanguageRuntime.Python, options)
    {
    }
}
