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
    private Func<Exception, object>? _told;

    /// <summary>The port under the script. Disposing it is up to whoever disposes <paramref name="port"/>.</summary>
    /// <typeparam name="T">An interface whose methods take no spans.</typeparam>
    /// <param name="port">What does the work.</param>
    /// <param name="faults">Whose script applies.</param>
    /// <param name="told">
    /// For a port that tells failures its own way: gives another exception for a fault, which is thrown, or a result, which is returned
    /// if the method has such results. By default faults are thrown as they are.
    /// </param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no interface, or one of its methods takes a span.</exception>
    public static T Wrap<T>(T port, Faults faults, Func<Exception, object>? told = null)
        where T : class
    {
        if (!typeof(T).IsInterface)
        {
            throw new ArgumentException($"{typeof(T)} is no interface; wrap the port by its interface.", nameof(port));
        }

        if (Methods(typeof(T)).FirstOrDefault(TakesSpan) is { } method)
        {
            throw new ArgumentException(
                $"{NameOf(typeof(T))}.{method.Name} takes or gives a span, which no proxy can hand on; decorate this port by hand.", nameof(port));
        }

        T wrapped = Create<T, FaultyPort>();
        FaultyPort proxy = (FaultyPort)(object)wrapped;
        (proxy._target, proxy._name, proxy._faults, proxy._told) = (port, NameOf(typeof(T)), faults, told);
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
        Task<object?> result = Told(call, meeting.RunAsync(plan));
        return call.IsAsync ? call.Returned(result) : result.GetAwaiter().GetResult();
    }

    private static IEnumerable<MethodInfo> Methods(Type port) => port.GetMethods().Concat(port.GetInterfaces().SelectMany(face => face.GetMethods()));

    private static bool TakesSpan(MethodInfo method) =>
        method.ReturnType.IsByRefLike || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike);

    private async Task<object?> Told(PortCall call, Task<object?> result)
    {
        if (_told is null)
        {
            return await result;
        }

        try
        {
            return await result;
        }
        catch (Exception thrown) when (PortFaults.IsInjected(thrown))
        {
            object meant = _told(thrown);
            if (call.CanReturn(meant))
            {
                return meant;
            }

            if (meant is Exception other && !ReferenceEquals(other, thrown))
            {
                throw other;
            }

            throw;
        }
    }
}
