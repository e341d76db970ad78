import json, numpy as np
d=json.load(open('/work/shared/reference/cases/forecast/smp_example_sweep.json'))
r=d['runs']['base']; x=np.array(r['positions'])/100; q=np.array(r['ideals'])/100
acts=[a['name'] for a in d['case']['actors']]; n=len(acts)
a=np.zeros((n,n)); 
for s,t,v in d['case']['ideal_adjustment']: a[acts.index(s),acts.index(t)]=v
print(acts); print(a); 
for t in range(4):
    print('x',x[t].round(4).tolist()); print('q',q[t].round(4).tolist())
    if t: print('pred', (a@x[t]+(1-a.sum(1))[:,None]*q[t-1]).round(4).tolist(), (a@x[t]+(1-a.sum(1))[:,None]*q[0]).round(4).tolist())
