using System.Reflection;

namespace EdgeActors.FaultKit;

/// <summary>
/// How to make an exception: its type by name, if its constructor wants one a value of an enum, and its message. In a script
/// <c>IOException "no such host"</c> or <c>SpoolException(DiskFull) "no room"</c>.
/// </summary>
/// <param name="Type">Name with or without namespace; <see cref="InjectedFaultException"/> when empty.</param>
/// <param name="Value">Name of the enum's value; empty for none.</param>
/// <param name="Message">Its message.</param>
public sealed record ExceptionRecipe(string Type = "", string Value = "", string Message = "injected")
{
    /// <inheritdoc />
    public override string ToString()
    {
        string value = Value.Length == 0 ? "" : $"({Value})";
        string type = Type.Length == 0 ? "" : $"{Type}{value} ";
        return $"{type}\"{Message}\"";
    }

    /// <summary>Makes it.</summary>
    /// <exception cref="FaultScriptException">There is no such exception, or it cannot be made from a message.</exception>
    public Exception Make()
    {
        if (Type.Length == 0)
        {
            return new InjectedFaultException(Message);
        }

        Type[] found = [.. AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic).SelectMany(Types)];
        if (found.Length == 0)
        {
            throw new FaultScriptException($"throw: no loaded assembly has an exception '{Type}'; give its name, with namespace if it is ambiguous.");
        }

        return found.SelectMany(t => t.GetConstructors()).OrderBy(c => c.GetParameters().Length).Select(TryMake).FirstOrDefault(e => e is not null)
            ?? throw new FaultScriptException(
                $"throw: '{Type}' has no public constructor that takes a message{(Value.Length > 0 ? $" and the value '{Value}'" : "")}; choose another exception.");
    }

    private IEnumerable<Type> Types(Assembly assembly) => Exported(assembly)
        .Where(t => (t.Name == Type || t.FullName == Type) && t.IsAssignableTo(typeof(Exception)) && !t.IsAbstract);

    private static Type[] Exported(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is FileNotFoundException or TypeLoadException)
        {
            // An assembly whose own references are absent can have no exception that anybody here could have thrown.
            return [];
        }
    }

    private Exception? TryMake(ConstructorInfo constructor)
    {
        List<object?> arguments = [];
        bool said = false;
        bool valued = Value.Length == 0;
        foreach (ParameterInfo parameter in constructor.GetParameters())
        {
            if (!said && parameter.ParameterType == typeof(string))
            {
                (said, _) = (true, Add(Message));
            }
            else if (!valued && parameter.ParameterType.IsEnum && Enum.TryParse(parameter.ParameterType, Value, out object? value))
            {
                (valued, _) = (true, Add(value));
            }
            else if (parameter.HasDefaultValue)
            {
                Add(parameter.DefaultValue);
            }
            else
            {
                return null;
            }
        }

        return said && valued ? (Exception)constructor.Invoke([.. arguments]) : null;

        bool Add(object? argument)
        {
            arguments.Add(argument);
            return true;
        }
    }
}
