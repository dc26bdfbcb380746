namespace HonestAsync;

/// <summary>One run of a <see cref="QueueModel"/>: the handlers of its events.</summary>
internal sealed class QueueSimulation
{
    // order at the same time: servers finish, the pool grows, requests arrive, callers time out
    private const int Ends = 0;
    private const int Grows = 1;
    private const int Arrives = 2;
    private const int GivesUp = 3;
    private readonly QueueModel _model;
    private readonly EventHeap _events = new();
    private readonly Queue<QueueTry> _line = new();
    private readonly Func<TimeSpan> _serviceTime;
    private readonly QueueTally _tally;
    private int _arrived;
    private bool _growing;

    public QueueSimulation(QueueModel model)
    {
        _model = model;
        _serviceTime = model.ServiceTime.Start();
        _tally = new QueueTally(model);
    }

    public QueueRun Run(CancellationToken cancellationToken)
    {
        ScheduleArrival();
        long horizon = _model.Horizon?.Ticks ?? long.MaxValue;
        while (_events.FireNext(horizon))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        // not the heap's clock: it also fires the timeouts of requests that were served in time
        return _tally.Finish(_model.Horizon is null ? _tally.LastChange : horizon, _events.Fired);
    }

    /// <summary>Each arrival schedules the next one, so that the heap stays as small as the system.</summary>
    private void ScheduleArrival()
    {
        if (_arrived < _model.Arrivals.Count)
        {
            int request = _arrived++;
            _events.At(_model.Arrivals.Times[request].Ticks, Arrives, () =>
            {
                _tally.Advance(_events.Now);
                _tally.Arrive(request, _events.Now);
                Arrive(new QueueTry(request, 1, _events.Now));
                ScheduleArrival();
            });
        }
    }

    private void Arrive(QueueTry request)
    {
        if (_tally.Busy == _tally.Servers && _tally.Waiting >= _model.QueueLimit)
        {
            Lose(request, RequestOutcome.Shed);
            return;
        }
        _tally.Enter();
        if (_model.Timeout is { } timeout)
        {
            _events.At(request.Arrived + timeout.Ticks, GivesUp, () => GiveUp(request));
        }
        Enqueue(request);
        Dispatch();
        _tally.Note();
        Grow();
    }

    private void Enqueue(QueueTry request)
    {
        _line.Enqueue(request);
        _tally.Waiting++;
    }

    /// <summary>Assigns free servers to the requests in line, in order.</summary>
    private void Dispatch()
    {
        while (_tally.Busy < _tally.Servers && _line.TryDequeue(out var first))
        {
            if (first.HasLeft)
            {
                continue;
            }
            _tally.Waiting--;
            if (first.HasAnswer)
            {
                Finish(first);
            }
            else
            {
                Begin(first);
            }
        }
    }

    private void Begin(QueueTry request)
    {
        _tally.Busy++;
        request.Started = _events.Now;
        double factor = _model.SlowDown is { } slow && _events.Now >= slow.From.Ticks && _events.Now < slow.Until.Ticks
            ? slow.Factor
            : 1;
        long ticks = factor == 1 ? _serviceTime().Ticks : (_serviceTime() * factor).Ticks;
        _events.At(_events.Now + ticks, Ends, () => Answer(request));
    }

    private void Answer(QueueTry request)
    {
        if (request.HasLeft)
        {
            return;
        }
        _tally.Advance(_events.Now);
        if (_model.BlocksOnAnswer)
        {
            request.HasAnswer = true;
            Enqueue(request);
        }
        else
        {
            Finish(request);
        }
        Dispatch();
        _tally.Note();
        Grow();
    }

    private void Finish(QueueTry request)
    {
        _tally.Busy--;
        Leave(request);
        if (request.IsAbandoned)
        {
            _tally.Wasted++;
        }
        else
        {
            _tally.Settle(request, RequestOutcome.Succeeded, _events.Now);
        }
    }

    private void GiveUp(QueueTry request)
    {
        if (request.HasLeft)
        {
            return;
        }
        _tally.Advance(_events.Now);
        request.IsAbandoned = true;
        if (_model.PassesCancellation)
        {
            bool inLine = request.Started is null || request.HasAnswer;
            _tally.Waiting -= inLine ? 1 : 0;
            _tally.Busy -= request.Started is null ? 0 : 1;
            Leave(request);
        }
        Lose(request, RequestOutcome.TimedOut);
        Dispatch();
        _tally.Note();
    }

    private void Leave(QueueTry request)
    {
        request.HasLeft = true;
        _tally.Leave(_events.Now - request.Arrived);
    }

    private void Lose(QueueTry request, RequestOutcome how)
    {
        if (_model.Retry is not { } retry || request.Number >= retry.Tries)
        {
            _tally.Settle(request, how, _events.Now);
            return;
        }
        _events.At(_events.Now + retry.After.Ticks, Arrives, () =>
        {
            _tally.Advance(_events.Now);
            _tally.Retries++;
            Arrive(new QueueTry(request.Request, request.Number + 1, _events.Now));
        });
    }

    private void Grow()
    {
        if (_model.Growth is not { } growth || _growing || _tally.Waiting == 0 || _tally.Servers >= growth.Limit)
        {
            return;
        }
        _growing = true;
        _events.At(_events.Now + growth.Every.Ticks, Grows, () =>
        {
            _growing = false;
            if (_tally.Waiting > 0)
            {
                _tally.Advance(_events.Now);
                _tally.Servers++;
                Dispatch();
                _tally.Note();
                Grow();
            }
        });
    }
}
