namespace HonestAsync.Polyglot;

/// <summary>
/// Runs <c>#!node</c> cells: JavaScript in one Node process per notebook, with top-level <c>await</c> and a
/// shared global scope. A cell may run again although it declares constants.
/// </summary>
/// <remarks>
/// <inheritdoc cref="RuntimeKernel" path="/remarks"/>
/// <para>A cell is a script: <c>require</c> works, <c>import</c> does not. It ends when its top-level code
/// has; a timer of zero still prints below it. A name that was declared with <c>const</c> cannot be declared
/// with <c>let</c> later. Code at the top level reads its variables from the global scope: measure inside a
/// function.</para>
/// <para>An interrupt stops a synchronous loop, and an await that nothing will complete, and keeps the
/// variables. While timers or requests are in flight, and in a loop after an <c>await</c>, Node itself has to
/// be ended.</para>
/// </remarks>
public sealed class NodeKernel : RuntimeKernel
{
    /// <summary>Creates the kernel; Node starts at the first cell.</summary>
    public NodeKernel()
        : this(new RuntimeOptions())
    {
    }

    internal NodeKernel(RuntimeOptions options)
        : base(LanguageRuntime.Node, options)
    {
    }
}
