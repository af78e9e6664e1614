using System.Reflection;
using System.Runtime.ExceptionServices;

namespace EdgeActors.FaultKit;

/// <summary>One call of a port's method: its arguments, and its result without the task around it.</summary>
internal sealed class PortCall(object target, MethodInfo method, object?[] arguments)
{
    public MethodInfo Method => method;

    public object?[] Arguments { get; set; } = arguments;

    public bool IsAsync { get; } = typeof(Task).IsAssignableFrom(method.ReturnType)
        || method.ReturnType == typeof(ValueTask)
        || IsGeneric(method.ReturnType, typeof(ValueTask<>));

    /// <summary>The caller's token, if the method takes one.</summary>
    public CancellationToken Cancelled => Arguments.OfType<CancellationToken>().FirstOrDefault();

    /// <summary>Whether the method's result, without the task around it, may be this.</summary>
    public bool CanReturn(object value)
    {
        Type type = method.ReturnType;
        return (IsAsync && type.IsGenericType ? type.GetGenericArguments()[0] : type).IsInstanceOfType(value);
    }

    /// <summary>Calls the port with the arguments as they are now, and gives what it returns.</summary>
    public object? CallAtOnce()
    {
        try
        {
            return method.Invoke(target, Arguments);
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    /// <summary>The same, waiting for the result.</summary>
    public async Task<object?> CallAsync()
    {
        object? returned = CallAtOnce();
        switch (returned)
        {
            case Task task:
                await task;
                return IsGeneric(method.ReturnType, typeof(Task<>)) ? ResultOf(task) : null;
            case ValueTask task:
                await task;
                return null;
            case not null when IsGeneric(method.ReturnType, typeof(ValueTask<>)):
                Task awaited = (Task)method.ReturnType.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!;
                await awaited;
                return ResultOf(awaited);
            default:
                return returned;
        }
    }

    /// <summary>Gives a result the method's own return type.</summary>
    public object? Returned(Task<object?> result)
    {
        Type type = method.ReturnType;
        if (type == typeof(Task))
        {
            return result;
        }

        if (type == typeof(ValueTask))
        {
            return new ValueTask(result);
        }

        string cast = IsGeneric(type, typeof(ValueTask<>)) ? nameof(CastValue) : nameof(Cast);
        return typeof(PortCall).GetMethod(cast, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [result]);
    }

    private static object? ResultOf(Task task) => task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static async Task<T> Cast<T>(Task<object?> result) => (T)(await result)!;

    private static ValueTask<T> CastValue<T>(Task<object?> result) => new(Cast<T>(result));
}
