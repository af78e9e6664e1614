using System.Reflection;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

/// <summary>A message that the process may log, as its source declares it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">How much it matters; null when that differs from time to time.</param>
/// <param name="Template">Its sentence.</param>
/// <param name="Advice">What it means and what to do.</param>
/// <param name="Namespace">Where it is declared.</param>
internal sealed record KnownEvent(int Id, string Name, LogLevel? Level, string Template, string? Advice, string Namespace)
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Whether somebody who reads it may have to do something.</summary>
    public bool WantsAdvice => Level is null or >= LogLevel.Warning;

    /// <summary>All there are, by number.</summary>
    public static IReadOnlyList<KnownEvent> All { get; } =
    [
        .. new[] { typeof(AgentLog).Assembly, typeof(ActorEvent).Assembly }
            .SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => OfMethods(type).Concat(OfFields(type)))
            .Append(new KnownEvent(
                ProcessLog.ListeningId, ProcessLog.ListeningName, LogLevel.Information, "Server listening on unix://{Socket}", null, "EdgeActors.Hosting"))
            .OrderBy(static known => known.Id).ThenBy(static known => known.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<KnownEvent> OfMethods(Type type) =>
        from method in type.GetMethods(Declared)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select new KnownEvent(
            message.EventId,
            message.EventName ?? method.Name,
            method.GetParameters().Any(static parameter => parameter.ParameterType == typeof(LogLevel)) ? null : message.Level,
            message.Message,
            method.GetCustomAttribute<AdviceAttribute>()?.Text,
            type.Namespace!);

    private static IEnumerable<KnownEvent> OfFields(Type type) =>
        from field in type.GetFields(Declared)
        where field.IsStatic && !type.ContainsGenericParameters && IsEvent(field)
        select Of(field.GetValue(null)!, field);

    private static bool IsEvent(FieldInfo field) =>
        field.FieldType.IsAssignableTo(typeof(ActorEvent)) || (field.DeclaringType == typeof(ForeignEvents) && field.FieldType == typeof(EventId));

    private static KnownEvent Of(object value, FieldInfo field)
    {
        string? advice = field.GetCustomAttribute<AdviceAttribute>()?.Text;
        string place = field.DeclaringType!.Namespace!;
        return value is ActorEvent ours
            ? new KnownEvent(ours.Id, ours.Name, LevelOf(ours), ours.Template.Text, advice, place)
            : new KnownEvent(((EventId)value).Id, ((EventId)value).Name!, null, "(whatever it says)", advice, "");
    }

    private static LogLevel LevelOf(ActorEvent known) => known.Level switch
    {
        Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
        Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
        Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
