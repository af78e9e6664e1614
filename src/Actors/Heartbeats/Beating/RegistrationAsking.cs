using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Registering;

namespace EdgeActors.Heartbeats.Beating;

/// <summary>Asks the fleet whether it knows the device, when the last answer has expired; nothing waits for that.</summary>
internal sealed class RegistrationAsking(HeartbeatContext context, Action changed)
{
    private const string Timer = "ask";
    private const string Limit = "ask-overdue";

    private long _attempt;
    private bool _isAsking;

    private RegistrationCache Cache => context.Life.Registration;

    public void Begin()
    {
        Cache.Begin(context.State.Registration, context.Wall, context.Now);
        Later();
    }

    public void Stop() => context.Never(Timer);

    private void Later() => context.Later(Timer, Cache.Due - context.Now, Ask);

    private void Ask()
    {
        long attempt = ++_attempt;
        _isAsking = true;
        context.Later(Limit, context.Options.CallTimeout, () => OnFault(attempt, "no answer in time"));
        context.Run(
            context.Setting.Fleet.RegisterAsync,
            answer => OnAnswer(attempt, answer),
            cause => OnFault(attempt, $"the question failed unexpectedly ({cause.GetType().Name}: {cause.Message})"));
    }

    private void OnAnswer(long attempt, FleetAnswer<Registration> answer)
    {
        if (answer.Value is not { } registration)
        {
            OnFault(attempt, answer.Fault!.Message);
        }
        else if (IsCurrent(attempt))
        {
            Tell(registration.IsActive);
            if (Cache.Answered(registration, context.Wall, context.Now, context.State.Registration) is { } worthKeeping)
            {
                context.Keep(worthKeeping);
            }

            Later();
            changed();
        }
    }

    private void OnFault(long attempt, string reason)
    {
        if (!IsCurrent(attempt))
        {
            return;
        }

        // While heartbeats do not arrive either, that is told already.
        if (Cache.Failed(context.Now) && context.Pace.Trouble is null)
        {
            HeartbeatEvents.RegistrationUnknown.Write(context.Log, context.Setting.Fleet.Description, reason);
        }

        Later();
    }

    private bool IsCurrent(long attempt)
    {
        bool isCurrent = _isAsking && attempt == _attempt;
        if (isCurrent)
        {
            _isAsking = false;
            context.Never(Limit);
        }

        return isCurrent;
    }

    private void Tell(bool isActive)
    {
        if (Cache.IsActive == isActive)
        {
            return;
        }

        string fleet = context.Setting.Fleet.Description;
        if (isActive)
        {
            HeartbeatEvents.DeviceActive.Write(context.Log, fleet);
        }
        else
        {
            HeartbeatEvents.DeviceInactive.Write(context.Log, fleet, context.Setting.Identity.Device);
        }
    }
}
