using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace HonestAsync.Kernel;

/// <summary>
/// Runs C# in the library's kernel: follows the directives first, hands over the code with its checkpoints, and reports
/// what the compiler says about the code as it was written.
/// </summary>
[SuppressMessage("Usage", "VSTHRD002", Justification = "a session blocks its caller; it has no context to deadlock on")]
internal sealed class CSharpPieces
{
    private readonly Engine _engine;
    private readonly SessionOptions _options;
    private CellThread? _next;

    public CSharpPieces(Engine engine, SessionOptions options)
    {
        _engine = engine;
        _options = options;
        engine.CSharp.AddMiddleware(OnItsOwnThreadAsync);
    }

    public CellResult Run(string source, string path, CancellationToken interrupt)
    {
        var directives = CellDirectives.Parse(source);
        foreach (var directive in directives.Found)
        {
            Follow(directive, interrupt);
        }
        var result = RunCode(directives.Code, path, interrupt);
        // nothing of it was run, so it may be compiled again, against more
        while (result.Outcome == CellOutcome.NotCompiled && _engine.AddFramework())
        {
            result = RunCode(directives.Code, path, interrupt);
        }
        return result;
    }

    private CellResult RunCode(string written, string path, CancellationToken interrupt)
    {
        var before = _engine.CSharp.ScriptState;
        _engine.PrepareFor(path);
        CellCheckpoint.Open();
        var thread = _next = new CellThread(CheckpointRewriter.Rewrite(written), path, _options);

        // the code itself goes through the middleware: the library would look for magic commands in its strings
        var sent = _engine.Root.SendAsync(new SubmitCode("", CellPiece.CSharp), CancellationToken.None);
        try
        {
            Task.WaitAny([sent], interrupt);
        }
        catch (OperationCanceledException)
        {
            thread.Interrupt(sent);
        }
        var result = Result(sent.GetAwaiter().GetResult(), thread, written, path, before);
        if (thread.WasGivenUp && before is not null)
        {
            _engine.Continue(before);
        }
        return result;
    }

    public static ErrorOutput Interrupted() =>
        new(nameof(CellOutcome.Interrupted), "the cell was interrupted", ["The cell was interrupted."]);

    private Task OnItsOwnThreadAsync(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (command is not SubmitCode || Interlocked.Exchange(ref _next, null) is not { } thread)
        {
            return next(command, context);
        }
        var code = new SubmitCode(thread.Code, CellPiece.CSharp);
        code.SetParent(command, bubbleEvents: true);
        return thread.RunAsync(() => next(code, context));
    }

    private CellResult Result(
        KernelCommandResult ended, CellThread thread, string written, string path, ScriptState? before)
    {
        if (thread.WasGivenUp)
        {
            return thread.Activity == CellActivity.Awaiting
                ? new CellResult(CellOutcome.Interrupted, TimeSpan.Zero, Interrupted()) { Activity = thread.Activity }
                : new CellResult(CellOutcome.Abandoned, TimeSpan.Zero, GivenUp()) { Activity = thread.Activity };
        }
        var failed = ended.Events.OfType<CommandFailed>().LastOrDefault();
        if (failed is not null && thread.IsInterrupted)
        {
            return new CellResult(CellOutcome.Interrupted, TimeSpan.Zero, Interrupted()) { Activity = thread.Activity };
        }
        if (failed?.Exception is CodeSubmissionCompilationErrorException { InnerException: var broken })
        {
            return NotCompiled(broken, written, path, before);
        }
        ShowWarnings(ended, written, path, before);
        if (failed is null)
        {
            return new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
        }
        var error = failed.Exception ?? new InvalidOperationException(failed.Message);
        if (error is DirectiveException directive)
        {
            return new CellResult(CellOutcome.NotCompiled, TimeSpan.Zero,
                new ErrorOutput(ErrorOutput.CompilationError, directive.Message, [directive.Message]));
        }
        if (_engine.CSharp.ScriptState is { Exception: null } state && !ReferenceEquals(state, before))
        {
            // the code ran to its end, and a formatter of its value failed
            OutputCapture.Emit(new ValueOutput(MimeBundle.Of(state.ReturnValue), IsResult: true));
            return new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
        }
        return new CellResult(CellOutcome.Threw, TimeSpan.Zero,
            new ErrorOutput(TypeName.Of(error.GetType()), error.Message, ExceptionText.Lines(error)));
    }

    private CellResult NotCompiled(
        Exception? broken, string written, string path, ScriptState? before)
    {
        var errors = _engine.Diagnose(written, before);
        if (!errors.Any(error => error.Severity == DiagnosticSeverity.Error)
            && broken is CompilationErrorException { Diagnostics: var rewritten })
        {
            errors = rewritten;
        }
        return new CellResult(CellOutcome.NotCompiled, TimeSpan.Zero, CompilerMessages.Errors(errors, path));
    }

    // the library has the warnings of the code with checkpoints: where there are some, the places are looked up
    private void ShowWarnings(
        KernelCommandResult ended, string written, string path, ScriptState? before)
    {
        if (ended.Events.OfType<DiagnosticsProduced>().Any(produced => produced.Diagnostics.Any(diagnostic =>
                diagnostic.Severity == DiagnosticSeverity.Warning))
            && CompilerMessages.Warnings(_engine.Diagnose(written, before), path) is { Length: > 0 } text)
        {
            OutputCapture.Emit(new StreamOutput(StreamOutput.StandardError, text));
        }
    }

    private void Follow(CellDirectives.Directive directive, CancellationToken interrupt)
    {
        try
        {
            if (directive.IsSource)
            {
                _engine.References.AddSource(directive.Argument);
            }
            else
            {
                _engine.References.Add(directive.Argument, interrupt);
            }
        }
        catch (DirectiveException e)
        {
            throw new DirectiveException($"line {directive.Line}: {e.Message}");
        }
    }

    private static ErrorOutput GivenUp()
    {
        const string text = "the cell did not stop when it was interrupted (it is in code that cannot be " +
            "interrupted); it goes on in the background until the kernel is restarted, and what it declared is not " +
            "known to later cells";
        return new ErrorOutput(nameof(CellOutcome.Interrupted), text, [text]);
    }
}
