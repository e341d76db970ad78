import sys; sys.path.insert(0,'/tmp/f6/src')
import json, numpy as np, collections
from detente.forecast.pce import *
d=json.load(open('/work/shared/reference/cases/forecast/pce_unit.json'))
print(collections.Counter(c['kind'] for c in d['cases']))
seen=set(); worst=collections.defaultdict(float)
for c in d['cases']:
    k=c['kind']
    if k not in seen and k!='pce': seen.add(k); print(json.dumps(c)[:600])
    if k=='pce':
        w=np.array(c['w']).ravel(); u=np.array(c['u'])
        C=coalitions(c['VotingRule'],w,u)
        V=victory(c['VictoryProbModel'],C,C.T); np.fill_diagonal(V,.5)
        r=c['result']
        e1=np.abs(C-np.array(r['c'])).max(); e2=np.abs(V-np.array(r['pv'])).max()
        p=solve(C,V,c['PCEModel']); e3=np.abs(p-np.array(r['p']).ravel()).max()
        key=(c['VotingRule'],c['VictoryProbModel'],c['PCEModel'])
        for nm,e in (('c',e1),('v',e2),('p',e3)):
            worst[nm]=max(worst[nm],e)
            if e>1e-12 and (nm,key) not in seen: seen.add((nm,key)); print(nm,key,e)
print(dict(worst))
