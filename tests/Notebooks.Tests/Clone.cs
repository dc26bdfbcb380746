using HonestAsync.Dojo;

namespace HonestAsync.Notebooks.Tests;

/// <summary>The clone under test.</summary>
internal static class Clone
{
    public static ProjectFolder Project { get; } = ProjectFolder.Find(AppContext.BaseDirectory);

    public static ClaimLedger Ledger { get; } = ClaimLedger.Load(Project.LedgerFile);

    /// <summary>What must be exact in the repository may be changed on a learner's machine.</summary>
    public static bool IsCi { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<NotebookChoice> Notebooks { get; } = NotebookChoice.Of(Project, Ledger, []);
}
