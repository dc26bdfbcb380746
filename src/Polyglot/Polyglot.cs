using System.Diagnostics.CodeAnalysis;
using Microsoft.DotNet.Interactive;

namespace HonestAsync.Polyglot;

/// <summary>Adds the languages <c>#!node</c> and <c>#!python</c> to a notebook.</summary>
[SuppressMessage("Design", "MA0049", Justification = "a set-up cell reads Polyglot.Use()")]
public static class Polyglot
{
    /// <summary>
    /// Adds them to the notebook whose cell calls this; a kernel that is registered already stays. Starts nothing and
    /// looks for no runtime: that happens at the first cell of a language.
    /// </summary>
    /// <exception cref="InvalidOperationException">The caller is not a cell of a notebook.</exception>
    public static void Use() => Use(
        KernelInvocationContext.Current?.HandlingKernel?.RootKernel as CompositeKernel
        ?? throw new InvalidOperationException(
            "Polyglot.Use() adds languages to the notebook whose cell calls it, and no cell does. " +
            "Pass the notebook's CompositeKernel instead."));

    /// <summary>Adds them to a kernel, unless their names are taken.</summary>
    public static void Use(CompositeKernel root)
    {
        ArgumentNullException.ThrowIfNull(root);
        // a kernel that was the only one is the default; among others it would no longer be
        root.DefaultKernelName = root.DefaultKernelName;
        Add(root, "node", "nodejs", () => new NodeKernel());
        Add(root, "python", "py", () => new PythonKernel());
    }

    private static void Add(CompositeKernel root, string name, string alias, Func<Kernel> create)
    {
        if (root.FindKernelByName(name) is null)
        {
            root.Add(create(), root.FindKernelByName(alias) is null ? [alias] : []);
        }
    }
}
