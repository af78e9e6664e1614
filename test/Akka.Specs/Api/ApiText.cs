using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka.Specs.Api;

/// <summary>Writes public and protected members the way the list of Akka.NET's API does: `type; kind; signature`.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(Of);

    public static IEnumerable<string> Of(Type type)
    {
        var owner = TypeText.Name(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"{owner}; delegate; public delegate {TypeText.Name(invoke.ReturnType)} {owner}({Parameters(invoke)})"];
        }

        var members = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(value => $"enumvalue; {value.Name} = {value.GetRawConstantValue()}")
            : type.GetMembers(Declared).SelectMany(member => Member(type, member));
        return members.Select(member => $"{owner}; {member}").Prepend($"{owner}; type; {TypeHead(type)}");
    }

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    private static string TypeHead(Type type)
    {
        var access = type.IsNestedFamily ? "protected " : "public ";
        if (type.IsInterface)
        {
            return $"{access}interface {TypeText.Name(type)}";
        }

        var readOnly = type.GetCustomAttribute<IsReadOnlyAttribute>() is null ? "" : "readonly ";
        return access + (type switch
        {
            { IsEnum: true } => "enum ",
            { IsValueType: true } => readOnly + "struct ",
            { IsAbstract: true, IsSealed: true } => "static class ",
            { IsAbstract: true } => "abstract class ",
            { IsSealed: true } => "sealed class ",
            _ => "class ",
        }) + TypeText.Name(type);
    }

    private static IEnumerable<string> Member(Type type, MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when Access(type, constructor) is { } access =>
            [$"ctor; {access}{TypeText.ShortName(type)}({Parameters(constructor)})"],
        FieldInfo field when FieldAccess(field) is { } access => [$"field; {access}{Field(field)}"],
        PropertyInfo property => Property(type, property),
        MethodInfo method when Access(type, method) is { } access && !IsLeftOut(method) => [Method(type, method, access)],
        _ => [],
    };

    private static bool IsLeftOut(MethodInfo method) =>
        (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        || method.GetBaseDefinition().DeclaringType == typeof(object) && method.IsVirtual
        || method.Name.Contains('.', StringComparison.Ordinal)
        || AddsNothing(method);

    /// <summary>An override of a member that is compared itself gives callers nothing new, wherever in the hierarchy it stands.</summary>
    private static bool AddsNothing(MethodInfo method) => method.GetBaseDefinition().DeclaringType is { } origin
        && origin != method.DeclaringType && origin.Namespace?.StartsWith("Akka", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Property(Type type, PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(accessor => Access(type, accessor) is not null).ToArray();
        if (accessors.Length == 0 || property.Name.Contains('.', StringComparison.Ordinal))
        {
            return [];
        }

        var main = accessors.OrderByDescending(accessor => accessor.IsPublic).First();
        var head = Access(type, main) + Modifiers(type, main);
        var body = string.Concat(new[] { property.GetMethod, property.SetMethod }
            .Where(accessor => accessor is not null && accessors.Contains(accessor))
            .Select(accessor => $"{(accessor!.IsPublic == main.IsPublic ? "" : Access(type, accessor))}{accessor.Name[..3]}; "));
        return [$"property; {head}{TypeText.Name(property.PropertyType)} {property.Name} {{ {body}}}"];
    }

    private static string Method(Type type, MethodInfo method, string access)
    {
        var head = access + Modifiers(type, method);
        if (method.IsSpecialName)
        {
            return $"operator; {head}{TypeText.Name(method.ReturnType)} operator {method.Name[3..]}({Parameters(method)})";
        }

        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return $"{(isExtension ? "extension" : "method")}; {head}{TypeText.Name(method.ReturnType)} {method.Name}"
            + TypeText.Arguments(method.GetGenericArguments()) + $"({(isExtension ? "this " : "")}{Parameters(method)})"
            + TypeText.Constraints(method);
    }

    private static string Field(FieldInfo field)
    {
        var name = $"{TypeText.Name(field.FieldType)} {field.Name}";
        return field switch
        {
            { IsLiteral: true } => $"const {name} = {Value(field.FieldType, field.GetRawConstantValue())}",
            { IsStatic: true, IsInitOnly: true } => $"static readonly {name}",
            { IsStatic: true } => $"static {name}",
            { IsInitOnly: true } => $"readonly {name}",
            _ => name,
        };
    }

    private static string Modifiers(Type type, MethodInfo method)
    {
        if (type.IsInterface)
        {
            return "";
        }

        var isOverride = method.GetBaseDefinition().DeclaringType != method.DeclaringType;
        return (method.IsStatic ? "static " : "")
            + (method.IsAbstract ? "abstract " : "")
            + (isOverride ? method.IsFinal ? "sealed override " : "override " : "")
            + (method is { IsVirtual: true, IsFinal: false, IsAbstract: false } && !isOverride ? "virtual " : "");
    }

    private static string? Access(Type type, MethodBase method) => method switch
    {
        _ when type.IsInterface => "",
        { IsPublic: true } => "public ",
        { IsFamily: true } => "protected ",
        { IsFamilyOrAssembly: true } => "protected internal ",
        _ => null,
    };

    private static string? FieldAccess(FieldInfo field) =>
        field.IsPublic ? "public " : field.IsFamily ? "protected " : field.IsFamilyOrAssembly ? "protected internal " : null;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsOut ? "out " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var text = $"{prefix}{TypeText.Name(parameter.ParameterType)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Value(parameter.ParameterType, parameter.DefaultValue)}" : text;
    }

    private static string Value(Type type, object? value) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
