using System.Collections.Frozen;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Daira.Platform.Tests.Architecture;

/// <summary>Reads a method body one instruction at a time.</summary>
static class Instructions
{
    private static readonly FrozenDictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Where(f => f.FieldType == typeof(OpCode)).Select(f => (OpCode)f.GetValue(null)!).ToFrozenDictionary(c => (int)(ushort)c.Value);

    /// <summary>Each instruction with the metadata token it carries, if it carries one that names a type or member.</summary>
    public static IEnumerable<(OpCode Code, int? Token)> In(BlobReader body)
    {
        var found = new List<(OpCode, int?)>();
        while (body.RemainingBytes > 0)
        {
            int first = body.ReadByte();
            var code = Codes[first == 0xFE ? 0xFE00 | body.ReadByte() : first];
            found.Add((code, Operand(ref body, code)));
        }

        return found;
    }

    private static int? Operand(ref BlobReader body, OpCode code)
    {
        switch (code.OperandType)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                return body.ReadInt32();
            case OperandType.InlineSwitch:
                var targets = body.ReadInt32();
                body.Offset += targets * 4;
                return null;
            default:
                body.Offset += Size(code.OperandType);
                return null;
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
