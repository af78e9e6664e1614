using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeActors.FaultKit;

/// <summary>
/// Finds the bytes in what a call carries, and changes them in copies: arrays and memories of bytes, streams and functions that open
/// them, and these in lists, tuples and records.
/// </summary>
internal static class ByteCarriers
{
    private const int Deepest = 10;

    /// <summary>Gives a copy with the bytes changed; false when there are none.</summary>
    public static bool TryChange(object? carrier, ByteChange change, out object? changed)
    {
        changed = Change(carrier, change, Deepest);
        return !ReferenceEquals(changed, carrier);
    }

    // Gives the very same object when nothing in it was changed.
    private static object? Change(object? carrier, ByteChange change, int depth) => carrier switch
    {
        null or string => carrier,
        _ when depth == 0 => carrier,
        byte[] bytes => change.Apply(bytes),
        ReadOnlyMemory<byte> bytes => new ReadOnlyMemory<byte>(change.Apply(bytes.Span)),
        Memory<byte> bytes => new Memory<byte>(change.Apply(bytes.Span)),
        ImmutableArray<byte> bytes => ImmutableCollectionsMarshal.AsImmutableArray(change.Apply(bytes.AsSpan())),
        Stream stream => new FaultyStream(stream, change),
        Func<CancellationToken, Task<Stream>> open => Opened(open, change),
        Array { Rank: 1 } items => Items(items, change, depth),
        ITuple tuple when carrier.GetType().IsValueType => Tuple(tuple, change, depth),
        _ => ListOrRecord(carrier, change, depth),
    };

    private static Func<CancellationToken, Task<Stream>> Opened(Func<CancellationToken, Task<Stream>> open, ByteChange change) =>
        async cancelled => new FaultyStream(await open(cancelled), change);

    private static Array Items(Array items, ByteChange change, int depth)
    {
        if (items.GetType().GetElementType()!.IsPrimitive)
        {
            return items;
        }

        Array copy = (Array)items.Clone();
        bool any = false;
        for (int i = 0; i < copy.Length; i++)
        {
            object? item = items.GetValue(i);
            object? other = Change(item, change, depth - 1);
            any |= !ReferenceEquals(item, other);
            copy.SetValue(other, i);
        }

        return any ? copy : items;
    }

    private static object Tuple(ITuple tuple, ByteChange change, int depth)
    {
        object?[] items = [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])];
        Array others = Items(items, change, depth);
        return ReferenceEquals(items, others) ? tuple : Activator.CreateInstance(tuple.GetType(), (object?[])others)!;
    }

    private static object ListOrRecord(object carrier, ByteChange change, int depth)
    {
        Type type = carrier.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            Array items = (Array)Generic(nameof(ToArray), type).Invoke(null, [carrier])!;
            Array others = Items(items, change, depth);
            return ReferenceEquals(items, others) ? carrier : Generic(nameof(FromArray), type).Invoke(null, [others])!;
        }

        Type? list = type.GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));
        if (list is not null)
        {
            Array items = (Array)Generic(nameof(ToArray), list).Invoke(null, [carrier])!;
            Array others = Items(items, change, depth);
            return ReferenceEquals(items, others) ? carrier : others;
        }

        return type.GetMethod("<Clone>$") is { } clone ? Record(carrier, clone, change, depth) : carrier;
    }

    private static object Record(object carrier, MethodInfo clone, ByteChange change, int depth)
    {
        object? copy = null;
        foreach (PropertyInfo property in carrier.GetType().GetProperties().Where(p => p.CanRead && p.CanWrite && p.GetIndexParameters().Length == 0))
        {
            object? value = property.GetValue(carrier);
            object? other = Change(value, change, depth - 1);
            if (!ReferenceEquals(value, other))
            {
                copy ??= clone.Invoke(carrier, null)!;
                property.SetValue(copy, other);
            }
        }

        return copy ?? carrier;
    }

    private static MethodInfo Generic(string name, Type list) => typeof(ByteCarriers)
        .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(list.GetGenericArguments());

    private static T[] ToArray<T>(IEnumerable<T> items) => [.. items];

    private static ImmutableArray<T> FromArray<T>(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);
}
