using System.Reflection;

namespace EdgeActors.FaultKit;

/// <summary>
/// A port with the faults of a script: an implementation of the interface that calls another one. Every method is a point, named
/// <c>IPort.Method</c>; properties and events are handed through.
/// </summary>
public class FaultyPort : DispatchProxy
{
    private object _target = null!;
    private string _name = "";
    private Faults _faults = null!;
    private Func<Exception, object?>? _translate;

    /// <summary>The port under the script. Disposing it is up to whoever disposes <paramref name="port"/>.</summary>
    /// <typeparam name="T">An interface whose methods take no spans.</typeparam>
    /// <param name="port">What does the work.</param>
    /// <param name="faults">Whose script applies.</param>
    /// <param name="translate">
    /// For a port that tells failures its own way: turns a thrown fault into another exception, which is thrown, or into a result, which
    /// is returned. By default faults are thrown as they are.
    /// </param>
    public static T Wrap<T>(T port, Faults faults, Func<Exception, object?>? translate = null)
        where T : class
    {
        if (!typeof(T).IsInterface)
        {
            throw new ArgumentException($"{typeof(T)} is no interface; wrap the port by its interface.", nameof(port));
        }

        T wrapped = Create<T, FaultyPort>();
        FaultyPort proxy = (FaultyPort)(object)wrapped;
        (proxy._target, proxy._name, proxy._faults, proxy._translate) = (port, NameOf(typeof(T)), faults, translate);
        return wrapped;
    }

    internal static string NameOf(Type port) => port.Name.Split('`')[0];

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        PortCall call = new(_target, targetMethod!, args ?? []);
        if (targetMethod!.IsSpecialName)
        {
            return call.CallAtOnce();
        }

        FaultPlan plan = _faults.Arrive(FaultPlace.Port, $"{_name}.{targetMethod.Name}", null, "");
        if (plan == FaultPlan.Nothing)
        {
            return call.CallAtOnce();
        }

        PortFaults meeting = new(call, _faults);
        Task<object?> result = Translated(() => meeting.RunAsync(plan));
        return call.IsAsync ? call.Returned(result) : result.GetAwaiter().GetResult();
    }

    private async Task<object?> Translated(Func<Task<object?>> run)
    {
        if (_translate is null)
        {
            return await run();
        }

        try
        {
            return await run();
        }
        catch (Exception thrown) when (PortFaults.IsInjected(thrown))
        {
            object? meant = _translate(thrown);
            return meant is Exception other ? throw other : meant;
        }
    }
}
