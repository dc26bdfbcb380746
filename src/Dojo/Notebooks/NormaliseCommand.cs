using HonestAsync.Kernel;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Brings notebooks that an editor has saved back to the stored form, without running them.</summary>
internal sealed class NormaliseCommand(ProjectFolder project, IAnsiConsole console)
{
    /// <param name="names">As for <c>dojo run</c>; none for all that are written.</param>
    public int Run(IReadOnlyList<string> names)
    {
        var notebooks = NotebookChoice.Of(project, ClaimLedger.Load(project.LedgerFile), names);
        var unwritten = new PostponedFailure();
        foreach (var notebook in notebooks)
        {
            unwritten.Try(() => console.WriteLine(Restore(notebook)
                ? $"{Path.GetFileName(notebook.Path)} is in stored form again"
                : $"{Path.GetFileName(notebook.Path)} is as stored"));
        }
        unwritten.ThrowIfAny();
        return ExitCode.Ok;
    }

    private static bool Restore(NotebookChoice notebook)
    {
        try
        {
            return StoredForm.Restore(notebook.Path);
        }
        catch (NotebookFormatException error)
        {
            throw new DojoException($"{notebook.Label} is not a notebook that can be read: {error.Message}",
                "Open it in an editor and repair it, or restore it with git checkout.", error);
        }
    }
}
