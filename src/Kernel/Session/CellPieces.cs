using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace HonestAsync.Kernel;

/// <summary>Runs the pieces of a cell in order, each in its language, until one fails.</summary>
[SuppressMessage("Usage", "VSTHRD002", Justification = "a session blocks its caller; it has no context to deadlock on")]
internal sealed class CellPieces(Engine engine, SessionOptions options)
{
    private readonly CSharpPieces _csharp = new(engine, options);

    public CellResult Run(string source, string path, CancellationToken interrupt)
    {
        try
        {
            var result = new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
            Stopwatch? timed = null;
            foreach (var piece in CellText.Split(source, engine.Root))
            {
                if (piece.Magic is "#!time")
                {
                    timed = Stopwatch.StartNew();
                    continue;
                }
                result = Run(piece, path, interrupt);
                if (result.Outcome != CellOutcome.Succeeded)
                {
                    break;
                }
            }
            ShowTime(timed);
            return result;
        }
        catch (DirectiveException e)
        {
            return new CellResult(CellOutcome.NotCompiled, TimeSpan.Zero,
                new ErrorOutput(ErrorOutput.CompilationError, e.Message, [e.Message]));
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return new CellResult(CellOutcome.Interrupted, TimeSpan.Zero, CSharpPieces.Interrupted());
        }
    }

    private CellResult Run(CellPiece piece, string path, CancellationToken interrupt) => piece switch
    {
        { Magic: "#!import" } => Import(piece, interrupt),
        { IsCSharp: true, Magic: null } => _csharp.Run(piece.Code, path, interrupt),
        _ => Send(piece, interrupt),
    };

    // what another kernel, or a magic command of the library, makes of it
    private CellResult Send(CellPiece piece, CancellationToken interrupt)
    {
        CheckKernelOf(piece);
        var sent = engine.Root.SendAsync(new SubmitCode(piece.Code, piece.Kernel), interrupt);
        try
        {
            Task.WaitAny([sent], interrupt);
        }
        catch (OperationCanceledException)
        {
            // the kernel of that language has the same token, and a time of its own to stop
            Task.WaitAny([sent], options.InterruptGrace);
            return new CellResult(CellOutcome.Interrupted, TimeSpan.Zero, CSharpPieces.Interrupted())
            {
                Activity = sent.IsCompleted ? CellActivity.Running : CellActivity.Blocked,
            };
        }
        return Outcome(sent.GetAwaiter().GetResult(), piece);
    }

    // @node:beats, or --from node: of a kernel that does not exist the library says so in its own types' names
    private void CheckKernelOf(CellPiece piece)
    {
        if (piece.Magic is not ("#!set" or "#!share"))
        {
            return;
        }
        var words = piece.Code.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var from = Array.IndexOf(words, "--from");
        var name = from >= 0 && from + 1 < words.Length
            ? words[from + 1]
            : words.FirstOrDefault(word => word.StartsWith('@'))?[1..].Split(':')[0];
        if (name is not null && !engine.Root.ChildKernels.Any(kernel =>
                kernel.Name == name || kernel.KernelInfo.Aliases.Contains(name, StringComparer.Ordinal)))
        {
            throw new DirectiveException(
                $"line {piece.Line}: no kernel here is called `{name}`; there are {CellText.KernelsOf(engine.Root)}.");
        }
    }

    private static CellResult Outcome(KernelCommandResult result, CellPiece piece)
    {
        if (result.Events.OfType<CommandFailed>().LastOrDefault() is not { } failed)
        {
            return new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
        }
        var lines = failed.Message.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        return piece.Magic is null
            ? new CellResult(CellOutcome.Threw, TimeSpan.Zero, new ErrorOutput($"{piece.Kernel} error", lines[0], lines))
            : throw new DirectiveException($"line {piece.Line}: {lines[0]}");
    }

    private CellResult Import(CellPiece piece, CancellationToken interrupt)
    {
        var file = piece.Code["#!import".Length..].Trim().Trim('"');
        var path = Path.GetFullPath(Path.Combine(options.Folder, file));
        if (!File.Exists(path))
        {
            throw new DirectiveException(
                $"line {piece.Line}: `{file}` does not exist (looked relative to the notebook's folder). Correct the path.");
        }
        IEnumerable<(string Name, string Code)> cells = Path.GetExtension(path) is ".ipynb"
            ? NotebookDocument.Load(path).Cells.Where(cell => cell.Type == CellType.Code).Select(cell => (cell.Id, cell.CodeToRun))
            : [(Path.GetFileName(path), File.ReadAllText(path))];
        var result = new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
        foreach (var (name, code) in cells)
        {
            result = Run(code, $"cell {name}", interrupt);
            if (result.Outcome != CellOutcome.Succeeded)
            {
                break;
            }
        }
        return result;
    }

    private static void ShowTime(Stopwatch? timed)
    {
        if (timed is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Wall time: {timed.Elapsed.TotalMilliseconds:0.0} ms"));
        }
    }
}
