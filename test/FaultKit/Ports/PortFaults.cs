namespace EdgeActors.FaultKit;

/// <summary>Carries out the faults of one call. A call that is not asynchronous waits in its caller's thread.</summary>
internal sealed class PortFaults(PortCall call, Faults faults)
{
    private const string Mark = "EdgeActors.FaultKit";
    private const int NoSpace = 28;

    /// <summary>Whether a script threw it, not the port.</summary>
    public static bool IsInjected(Exception thrown) => thrown.Data.Contains(Mark);

    public async Task<object?> RunAsync(FaultPlan plan)
    {
        if (plan.Before is { } before)
        {
            Note(before);
            await MeetAsync(before.Action);
        }

        bool half = plan.Before?.Action is PortAction.HalfWrite;
        object? result = call.IsAsync ? await call.CallAsync() : call.CallAtOnce();
        if (half)
        {
            throw Injected(new IOException("injected: only a part was written"));
        }

        if (plan.After is { } after)
        {
            Note(after);
            await MeetAsync(after.Action, afterwards: true);
            result = after.Action is PortAction.WrongBytes ? Changed(result, ByteChange.Wrong, "brings back") : result;
        }

        return result;
    }

    private async Task MeetAsync(FaultAction action, bool afterwards = false)
    {
        switch (action)
        {
            case PortAction.Throw fail:
                throw Injected(fail.Failure.Make());
            case PortAction.DiskFull:
                throw Injected(new IOException("No space left on device (injected)", NoSpace));
            case PortAction.Hang:
                await Wait(faults.Released.WaitAsync(call.Cancelled));
                break;
            case PortAction.Slow slow:
                await Wait(Task.Delay(slow.Time.Least, faults.Clock, call.Cancelled));
                break;
            case PortAction.HalfWrite half:
                call.Arguments = Changed(call.Arguments, ByteChange.Cut(half.Percent), "carries");
                break;
            case PortAction.WrongBytes when !afterwards:
                call.Arguments = Changed(call.Arguments, ByteChange.Wrong, "carries");
                break;
        }
    }

    private static Exception Injected(Exception exception)
    {
        exception.Data[Mark] = true;
        return exception;
    }

    private Task Wait(Task task)
    {
        if (!call.IsAsync)
        {
            task.GetAwaiter().GetResult();
        }

        return task;
    }

    private T Changed<T>(T carrier, ByteChange change, string how) => ByteCarriers.TryChange(carrier, change, out object? changed)
        ? (T)changed!
        : throw new FaultScriptException(
            $"{call.Method.DeclaringType?.Name}.{call.Method.Name} {how} no bytes that FaultKit could change; choose another fault or method.");

    private void Note(PlannedFault fault) => faults.Note(fault, faults.Clock.GetUtcNow());
}
