using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;

namespace HonestAsync.Polyglot;

/// <summary>A subkernel that runs its cells in a process of another runtime.</summary>
/// <remarks>
/// <para>The process starts at the first cell, in the notebook's folder, and ends with the notebook, even if
/// that is killed. A cell that ends its process fails, and the next one starts a new process and says that
/// variables are gone. What a cell prints is shown while it runs: in order within stdout and within stderr,
/// not between them. What it has started and not awaited prints into the latest cell.</para>
/// <para><c>#!set --name beats --value @node:beats</c> brings a value into another language as JSON; a C#
/// cell always receives a <see cref="JsonElement"/>. A function, NaN and whatever else is no JSON is an
/// error.</para>
/// <para>Where the runtime is not installed, a cell prints why it was not run, and succeeds. Its values are
/// then absent: <see cref="JsonValueKind.Undefined"/> in C#, None in Python, undefined in Node. Judge them as
/// not run.</para>
/// </remarks>
public abstract class RuntimeKernel : Kernel,
    IKernelCommandHandler<SubmitCode>, IKernelCommandHandler<RequestValue>,
    IKernelCommandHandler<RequestValueInfos>, IKernelCommandHandler<SendValue>
{
    private const string NeverBegan = "The cell was interrupted before it began.";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RuntimeOptions _options;
    private readonly RuntimeSession _session;

    private protected RuntimeKernel(LanguageRuntime runtime, RuntimeOptions options)
        : base(runtime.Kernel)
    {
        _options = options;
        _session = new RuntimeSession(runtime, options);
        KernelInfo.LanguageName = runtime.Language;
        KernelInfo.DisplayName = $"{runtime.Kernel} - {runtime.Language} in {runtime.Name}";
        KernelInfo.Description =
            $"Runs {runtime.Language} in a process of {runtime.Name} that keeps its state between cells.";
        this.UseValueSharing();
        RegisterForDisposal(_session);
    }

    /// <summary>
    /// Why the latest cell was not run, for example because Node is not installed; null when it was, or there
    /// was none.
    /// </summary>
    public string? NotRun => _session.NotRun;

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context) =>
        InTurnAsync(command, context, async () =>
        {
            void Publish(string text, bool isError, bool isLate)
            {
                FormattedValue[] values = [new(PlainTextFormatter.MimeType, text)];
                KernelEvent printed = isError
                    ? new StandardErrorValueProduced(command, values)
                    : new StandardOutputValueProduced(command, values);
                (isLate ? PublishEvent : (Action<KernelEvent>)context.Publish)(printed);
            }

            var cancelled = context.CancellationToken;
            if (WasCancelledInQueue(command, context))
            {
                context.Fail(command, message: NeverBegan);
                return;
            }
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            var child = await _session.StartAsync(
                text => Publish(text, isError: true, isLate: false), stop.Token);
            if (child is null)
            {
                Publish($"{NotRun}\n", isError: false, isLate: false);
                return;
            }
            var output = new CellOutput(_options, Publish, stop.Cancel);
            await using var detached = cancelled.Register(output.Detach);
            var end = await child.RunAsync(CellLines.Above(command, context.Command), output, stop.Token);
            if (end.Failure(output.Flood, _session.WhyNone) is { } failure)
            {
                context.Fail(command, message: failure);
            }
            else if (end.Value is { } value)
            {
                context.Publish(new ReturnValueProduced(
                    value, command, [new(PlainTextFormatter.MimeType, value)]));
            }
        });

    Task IKernelCommandHandler<RequestValue>.HandleAsync(
        RequestValue command, KernelInvocationContext context) =>
        InTurnAsync(command, context, async () =>
        {
            SharedJson.ArriveIn(RootKernel);
            string what = $"#!{Name}: `{command.Name}`";
            if (NotRun is not null)
            {
                Produce(command, context, SharedJson.Absent());
            }
            else if (await AskAsync("get", new() { ["name"] = command.Name }, context) is not { } answer)
            {
                context.Fail(command, message: $"{what} does not exist: {_session.WhyNone}.");
            }
            else if (answer.TryGetProperty("json", out var json))
            {
                Produce(command, context, SharedJson.Parse(json.GetString()!));
            }
            else
            {
                context.Fail(command, message: answer.TryGetProperty("problem", out var problem)
                    ? $"{what} cannot be shared as JSON: {problem.GetString()}."
                    : $"{what} does not exist.");
            }
        });

    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(
        RequestValueInfos command, KernelInvocationContext context) =>
        InTurnAsync(command, context, async () =>
        {
            var answer = await AskAsync("names", [], context);
            var names = answer?.GetProperty("names").EnumerateArray().Select(value => new KernelValueInfo(
                value.GetProperty("name").GetString()!,
                new FormattedValue(command.MimeType, value.GetProperty("text").GetString()!),
                typeName: value.GetProperty("type").GetString()));
            context.Publish(new ValueInfosProduced([.. names ?? []], command));
        });

    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) =>
        InTurnAsync(command, context, async () =>
        {
            var request = new JsonObject { ["name"] = command.Name };
            string? problem = SentValue.Write(command, request);
            if (problem is null
                && await _session.StartAsync(warn: null, context.CancellationToken) is { } child)
            {
                var answer = await child.AskAsync("set", request, context.CancellationToken);
                problem = answer is null ? _session.WhyNone
                    : answer.Value.TryGetProperty("problem", out var said) ? said.GetString()
                    : null;
            }
            if (problem is not null)
            {
                // the cell that needs the value, not only this command, which #!set does not look at again
                context.Fail(context.Command,
                    message: $"#!{Name}: `{command.Name}` cannot be set: {problem}.");
            }
        });

    // the library runs it all the same, in a context of its own that cannot be cancelled
    private static bool WasCancelledInQueue(SubmitCode command, KernelInvocationContext context) =>
        command.Parent is not null && context.Command == command;

    private async Task InTurnAsync(KernelCommand command, KernelInvocationContext context, Func<Task> handle)
    {
        try
        {
            await _turn.WaitAsync(context.CancellationToken);
            try
            {
                await handle();
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (RuntimeStartException error)
        {
            context.Fail(command, message: error.Message);
        }
        catch (TimeoutException)
        {
            context.Fail(command,
                message: $"#!{Name} does not answer: what an earlier cell has started keeps it busy.");
        }
        catch (OperationCanceledException)
        {
            context.Fail(command, message: NeverBegan);
        }
    }

    private async Task<JsonElement?> AskAsync(
        string kind, JsonObject request, KernelInvocationContext context) =>
        _session.Running is { } child ? await child.AskAsync(kind, request, context.CancellationToken) : null;

    private static void Produce(RequestValue command, KernelInvocationContext context, SharedJson value) =>
        context.Publish(new ValueProduced(value.Element, command.Name,
            command.MimeType is JsonFormatter.MimeType ? value
                : new FormattedValue(command.MimeType, value.Element.ToString()),
            command));
}
