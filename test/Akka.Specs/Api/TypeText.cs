using System.Reflection;

namespace Akka.Specs.Api;

/// <summary>Names of types as C# writes them, with their namespaces.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword : type.IsGenericParameter ? type.Name : Qualified(type);
    }

    public static string ShortName(Type type) => type.Name.Split('`')[0];

    public static string Arguments(IReadOnlyCollection<Type> arguments) =>
        arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    public static string Constraints(MethodInfo method) => string.Concat(method.GetGenericArguments().Select(Constraint));

    private static string Constraint(Type argument)
    {
        var attributes = argument.GenericParameterAttributes;
        List<string> parts = [.. argument.GetGenericParameterConstraints().Select(Name)];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Insert(0, "class");
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", parts)}";
    }

    private static string Qualified(Type type)
    {
        var own = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        var prefix = type.IsNested ? Name(type.DeclaringType!) : type.Namespace;
        var name = $"{prefix}.{ShortName(type)}{Arguments(own)}";
        return type.FullName?.StartsWith("System.ValueTuple`2", StringComparison.Ordinal) == true
            ? $"({string.Join(", ", own.Select(Name))})"
            : name;
    }
}
